// Light or dark: the system's choice, until the reader makes another; kept for the next page where that is possible.
(() => {
  'use strict';
  const KEY = 'lossparity-theme';
  const root = document.documentElement;
  const dark = matchMedia('(prefers-color-scheme: dark)');
  const stored = () => {
    try {
      return localStorage.getItem(KEY);
    } catch {
      return null;
    }
  };
  const isDark = () => (root.dataset.theme ? root.dataset.theme === 'dark' : dark.matches);
  const chosen = stored();
  if (chosen === 'dark' || chosen === 'light') {
    root.dataset.theme = chosen;
  }
  document.addEventListener('DOMContentLoaded', () => {
    const button = document.getElementById('theme');
    const show = () => {
      button.textContent = isDark() ? 'Light' : 'Dark';
      button.setAttribute('aria-label', isDark() ? 'Switch to the light theme' : 'Switch to the dark theme');
      document.dispatchEvent(new CustomEvent('themechange'));
    };
    button.hidden = false;
    button.addEventListener('click', () => {
      root.dataset.theme = isDark() ? 'light' : 'dark';
      try {
        localStorage.setItem(KEY, root.dataset.theme);
      } catch {
        // The choice holds for this page alone.
      }
      show();
    });
    dark.addEventListener('change', show);
    show();
  });
})();

// Tables that are wider than the page say so: a phone shows no scroll bar.
(() => {
  'use strict';
  const mark = () => document.querySelectorAll('.scroll').forEach((node) => {
    node.classList.toggle('wide', node.scrollWidth > node.clientWidth + 1);
  });
  document.addEventListener('DOMContentLoaded', mark);
  document.addEventListener('toggle', mark, true);
  addEventListener('load', mark);
  addEventListener('resize', mark);
})();
