// Builds what is shown of cases. Text goes into text nodes only, so that nothing of a report can become markup.
LossParity.view = (() => {
  'use strict';
  const ICONS = { passed: ['✓', 'pass'], failed: ['✗', 'fail'], errored: ['!', 'err'],
    unsupported: ['–', 'unsup'], 'timed out': ['⧖', 'time'] };

  const ADVICE = 'to do: ';
  const el = (name, attributes, ...children) => {
    const node = document.createElement(name);
    Object.entries(attributes || {}).forEach(([key, value]) => node.setAttribute(key, value));
    node.append(...children);
    return node;
  };

  const verdict = (text) => {
    const [icon, style] = ICONS[text] || ['?', 'other'];
    return el('span', { class: `verdict ${style}` }, el('span', { 'aria-hidden': 'true' }, icon), ` ${text}`);
  };

  const expectTag = (c) => (c.expected
    ? el('span', { class: `expect ${c.expected.met ? 'met' : 'unmet'}` }, c.expected.met ? c.expected.kind : 'not as expected')
    : '');

  const expectation = (e) => el('div', { class: `expectation ${e.met ? 'met' : 'unmet'}` },
    el('p', {}, e.met ? `This failure is expected: ${e.kind}, ${e.title}. ${e.reason}`
      : `A failure was expected (${e.kind}, ${e.title}: ${e.reason}), but it is otherwise (${e.outcome}): ${e.message}`),
    el('p', { class: 'soft' }, 'Pattern ', el('code', {}, e.pattern)));

  const number = (value) => {
    if (value === 0 || !Number.isFinite(value)) {
      return value === 0 ? '0' : 'NaN or infinity';
    }
    if (value > 1e9) {
      return 'over 1e9'; // no rounding error: its size is noise
    }
    return value >= 0.01 && value < 100000 ? String(Number(value.toPrecision(4))) : value.toExponential(1);
  };

  const error = (t) => {
    if (!t) {
      return '–';
    }
    if (t.mismatch && t.mismatch !== 'value') {
      return wrong(t.mismatch);
    }
    if (!Number.isFinite(t.units)) {
      return number(t.units);
    }
    return t.units === 0 && t.ulp === 0 ? '0' : `${number(t.units)} units, ${number(t.ulp)} ulp`;
  };

  const wrong = (mismatch) => (['missing', 'unexpected'].includes(mismatch) ? mismatch : `wrong ${mismatch}`);
  const errorCell = (t) => el('td', { class: t && t.mismatch ? 'number fail' : 'number' }, error(t));

  const link = (c, state) => LossParity.hash({ ...state, case: c.id });

  const row = (c, state) => {
    const name = el('th', { scope: 'row', class: 'id' }, el('a', { href: link(c, state) }, c.shortId));
    if (c.problem) {
      name.append(el('span', { class: 'problem' }, c.problem));
    }
    return el('tr', {}, el('td', {}, verdict(c.verdict), c.expected ? el('br') : '', expectTag(c)), name, errorCell(c.output), errorCell(c.gradient));
  };

  const tensorTable = (c) => {
    const head = ['Tensor', 'Bit-equal', 'Units', 'Allowed', 'ULP', 'Allowed', 'At', 'Expected', 'Actual'];
    const cells = (t) => [`${t.bitEqual} / ${t.count}`, number(t.units), number(t.allowedUnits), number(t.ulp),
      number(t.allowedUlp), t.at && t.at !== '[]' ? t.at : '–', t.expected ?? '–', t.actual ?? '–'];
    return el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Measured errors' },
      el('table', { class: 'errors' },
        el('thead', {}, el('tr', {}, ...head.map((h, i) => el('th', { scope: 'col', class: i ? 'number' : '' }, h)))),
        el('tbody', {}, ...c.tensors.map((t) => el('tr', {},
          el('th', { scope: 'row' }, t.name, t.mismatch ? el('strong', { class: 'fail' }, ` ${wrong(t.mismatch)}`) : ''),
          ...cells(t).map((text) => el('td', { class: 'number value' }, text)))))));
  };

  const fold = (title, text, open) => {
    const node = el('details', {}, el('summary', {}, title), el('pre', { tabindex: '0' }, text));
    node.open = open;
    return node;
  };

  const shownDetail = (c) => [...document.querySelectorAll('.detail[data-case]')].find((node) => node.dataset.case === c.id);
  const isKnown = (c) => shownDetail(c) !== undefined || Object.hasOwn(LossParity.details, c.id);
  const detail = (c) => {
    const shown = shownDetail(c);
    if (shown) {
      const copy = shown.cloneNode(true);
      copy.querySelectorAll('details').forEach((node) => { node.open = true; });
      return copy;
    }
    const known = Object.hasOwn(LossParity.details, c.id) ? LossParity.details[c.id] : undefined;
    if (!known) {
      return el('p', { class: 'hint' }, 'Its values and the same call in PyTorch and Java are printed by the command above.');
    }
    const [about, answers, pytorch, java] = known;
    return el('div', { class: 'detail' }, about ? el('p', { class: 'about' }, about) : '',
      fold('Expected and actual values', answers, true), fold('The same call in PyTorch', pytorch, true),
      fold('The same call in Java', java, true));
  };

  const quoted = (text) => `'${text.replaceAll("'", "'\\''")}'`;

  const command = (c) => {
    const plain = /^[\w.-]+$/.test(LossParity.port) ? LossParity.port : quoted(LossParity.port);
    return `./lossparity explain${LossParity.port === 'lossparity' ? '' : ` --port ${plain}`} ${quoted(c.id)}`;
  };

  const caseBody = (c) => {
    const facts = [...c.axes, ['shapes', c.form], ['inputs', c.inputs], ['flags', c.flags.join(', ') || 'none']];
    const lines = (Object.hasOwn(LossParity.messages, c.id) ? LossParity.messages[c.id] : '').split('\n').slice(1);
    const advice = lines.find((line) => line.startsWith(ADVICE));
    const message = lines.filter((line) => line !== advice).join('\n').trim();
    const notes = Object.hasOwn(LossParity.notes, c.id) ? LossParity.notes[c.id] : [];
    const body = [
      el('p', {}, verdict(c.verdict), c.failure ? ` ${c.failure} ` : ' ', expectTag(c)),
      c.expected ? expectation(c.expected) : '',
      c.problem ? el('p', { class: 'problem' }, c.problem) : '',
      advice ? el('p', {}, `To do: ${advice.slice(ADVICE.length)}`) : '',
      c.tensors.length ? tensorTable(c) : '',
      el('dl', { class: 'axes' }, ...facts.map(([k, v]) => el('div', {}, el('dt', {}, k), el('dd', {}, v)))),
      notes.length ? el('div', {}, el('h3', {}, 'Notes on this answer'), el('ul', {}, ...notes.map((n) => el('li', {}, n)))) : '',
      message && !isKnown(c) ? fold('Message', message, true) : '', // the values below say it in full
      el('p', {}, 'See it alone: ', el('code', {}, command(c))),
      detail(c),
      el('p', {}, el('a', { href: LossParity.hash({ case: c.id }) }, 'Link to this case')),
    ];
    return body.filter((node) => node !== '');
  };

  return { el, row, number, error, caseBody };
})();
