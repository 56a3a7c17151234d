// Ties the page together: the address says what is shown, the controls change the address.
(() => {
  'use strict';
  const PAGE = 50;
  const { view } = LossParity;
  const $ = (id) => document.getElementById(id);
  const FIELDS = ['q', 'v', 'd', 's', 'flag', 'e', 'p', 'sort'];
  const dialog = $('case');
  let state = LossParity.read();

  const options = (id, label, values) => {
    $(id).append(view.el('option', { value: '' }, label), ...values.map((v) => view.el('option', { value: v }, v)));
  };
  const distinct = (of) => [...new Set(LossParity.cases.flatMap(of))].sort();

  const fill = () => {
    const verdicts = distinct((c) => [c.verdict]);
    options('f-v', 'any', verdicts.length > 2 ? [...verdicts, 'not passed'] : verdicts);
    options('f-d', 'any', distinct((c) => [c.dtype]));
    options('f-s', 'any', distinct((c) => [c.form]));
    options('f-flag', 'any', distinct((c) => c.flags));
    options('f-e', 'any', distinct((c) => [LossParity.worth(c)]).filter(Boolean));
    $('f-e').parentElement.hidden = !LossParity.anyExpected;
    options('f-p', 'any', distinct((c) => c.axes.map((a) => a.join('='))));
  };

  const go = (change) => {
    const next = LossParity.hash({ ...state, ...change });
    if (next !== location.hash) {
      location.hash = next;
    }
  };

  const showControls = () => FIELDS.forEach((key) => {
    const control = $(`f-${key}`);
    if (control.tagName === 'SELECT' && state[key] && ![...control.options].some((o) => o.value === state[key])) {
      control.append(view.el('option', { value: state[key] }, state[key]));
    }
    if (control.value !== state[key] && document.activeElement !== control) {
      control.value = state[key];
    }
  });

  const showRows = () => {
    const found = LossParity.select(state);
    const pages = Math.max(1, Math.ceil(found.length / PAGE));
    const page = Math.min(pages, Math.max(1, Number(state.page) || 1));
    $('rows').replaceChildren(...found.slice((page - 1) * PAGE, page * PAGE).map((c) => view.row(c, { ...state, case: '' })));
    $('count').textContent = `${found.length} of ${LossParity.cases.length} cases`;
    $('page').textContent = `Page ${page} of ${pages}`;
    $('previous').disabled = page === 1;
    $('next').disabled = page === pages;
    $('previous').onclick = () => go({ page: page > 2 ? String(page - 1) : '' });
    $('next').onclick = () => go({ page: String(page + 1) });
  };

  const showCase = () => {
    const c = LossParity.byId.get(state.case);
    if (!state.case) {
      if (dialog.open) {
        dialog.close();
      }
      return;
    }
    $('case-title').textContent = c ? c.id : 'No such case';
    $('case-body').replaceChildren(...(c ? view.caseBody(c)
      : [view.el('p', {}, 'This report has no case of the id ', view.el('code', {}, state.case), '.')]));
    if (!dialog.open) {
      dialog.showModal();
    }
    $('case-body').scrollTop = 0;
    $('case-title').focus();
  };

  const show = (initially) => {
    if (!LossParity.isState()) {
      return;
    }
    const before = state;
    state = LossParity.read();
    showControls();
    showRows();
    showCase();
    const filtered = ['v', 'd', 's', 'flag', 'e', 'p'].some((key) => state[key] !== before[key] || (initially && state[key]));
    if (filtered && !state.case && !$('filters').contains(document.activeElement)) {
      $('cases').scrollIntoView();
      $('cases').focus({ preventScroll: true });
    }
  };

  const listen = () => {
    let waiting;
    FIELDS.forEach((key) => {
      const control = $(`f-${key}`);
      control.addEventListener(key === 'q' ? 'input' : 'change', () => {
        clearTimeout(waiting);
        waiting = setTimeout(() => go({ [key]: control.value, page: '' }), key === 'q' ? 150 : 0);
      });
    });
    $('filters').addEventListener('submit', (event) => event.preventDefault());
    $('f-clear').addEventListener('click', () => {
      FIELDS.forEach((key) => { $(`f-${key}`).value = ''; });
      location.hash = '#cases';
    });
    $('case-close').addEventListener('click', () => dialog.close());
    dialog.addEventListener('close', () => state.case && go({ case: '' }));
    dialog.addEventListener('click', (event) => event.target === dialog && dialog.close());
    addEventListener('hashchange', () => show(false));
    document.addEventListener('themechange', () => LossParity.charts.draw((id) => go({ case: id })));
  };

  $('browser').hidden = false;
  fill();
  listen();
  show(true);
  LossParity.charts.draw((id) => go({ case: id }));
})();
