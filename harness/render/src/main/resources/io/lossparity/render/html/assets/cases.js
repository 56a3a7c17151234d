// The cases of the page: unpacked from its JSON, filtered and sorted by a state that lives in the address.
window.LossParity = (() => {
  'use strict';
  const packed = JSON.parse(document.getElementById('data').textContent);
  const word = (i) => (i < 0 ? '' : packed.words[i]);

  const tensor = (t) => ({
    name: word(t[0]), count: t[1], bitEqual: t[2], mismatched: t[3], mismatch: word(t[4]),
    units: t[5] === null ? Infinity : t[5], ulp: t[6] === null ? Infinity : t[6],
    allowedUnits: t[7], allowedUlp: t[8],
    at: t.length > 9 ? word(t[9]) : '', expected: t[10], actual: t[11],
  });

  const worse = (a, b) => (b.units > a.units || (b.units === a.units && b.ulp > a.ulp) ? b : a);

  const expectation = (e) => {
    if (!e) {
      return undefined;
    }
    const [kind, title, reason, pattern] = packed.expectations[e[0]];
    return { kind, title, reason, pattern, met: e[1] === 'met', outcome: e[1], message: e[2] };
  };

  const unpack = (r, order) => {
    const axes = [];
    for (let i = 0; i < r[6].length; i += 2) {
      axes.push([word(r[6][i]), word(r[6][i + 1])]);
    }
    const tensors = r[9].map((i) => tensor(packed.tensors[i]));
    const grads = tensors.filter((t) => t.name !== 'output');
    const id = `${packed.loss}/${r[0]}`;
    return {
      order, id, shortId: r[0], verdict: word(r[1]), failure: word(r[2]), dtype: word(r[3]), form: word(r[4]),
      flags: r[5].map(word), axes, inputs: word(r[7]), problem: r[8], tensors, expected: expectation(r[10]),
      output: tensors.find((t) => t.name === 'output'),
      gradient: grads.length ? grads.reduce(worse) : undefined,
      worst: tensors.length ? tensors.reduce(worse) : undefined,
      size: tensors.reduce((sum, t) => sum + t.count, 0),
      text: [id, word(r[2]), r[8], word(r[7]), r[5].map(word).join(' ')].join(' ').toLowerCase(),
    };
  };

  const cases = packed.rows.map(unpack);
  const byId = new Map(cases.map((c) => [c.id, c]));

  // The state: text, verdict, dtype, shapes, flag, expected, axis=value, order, page, and the open case.
  const KEYS = ['q', 'v', 'd', 's', 'flag', 'e', 'p', 'sort', 'page', 'case'];
  const read = () => {
    const given = new URLSearchParams(location.hash.slice(1));
    return Object.fromEntries(KEYS.map((key) => [key, given.get(key) || '']));
  };
  const hash = (state) => {
    const parts = KEYS.filter((key) => state[key])
      .map((key) => `${key}=${encodeURIComponent(state[key]).replaceAll('%2F', '/')}`);
    return parts.length ? `#${parts.join('&')}` : '#cases';
  };
  const isState = () => location.hash === '' || location.hash === '#cases' || location.hash.includes('=');

  const ORDERS = {
    units: (a, b) => (b.worst ? b.worst.units : -1) - (a.worst ? a.worst.units : -1) || 0,
    ulp: (a, b) => (b.worst ? b.worst.ulp : -1) - (a.worst ? a.worst.ulp : -1) || 0,
    size: (a, b) => a.size - b.size,
  };

  // What a verdict is worth where the port's expectations file names failures.
  const worth = (c) => {
    if (c.expected) {
      return c.expected.met ? c.expected.kind : 'not as expected';
    }
    return c.verdict === 'passed' || c.verdict === 'unsupported' ? '' : 'unexpected';
  };

  const select = (state) => {
    const words = state.q.toLowerCase().split(/\s+/).filter(Boolean);
    const cut = state.p.indexOf('=');
    const axis = cut < 0 ? '' : state.p.slice(0, cut);
    const value = state.p.slice(cut + 1);
    const valueOf = (c) => (c.axes.find((a) => a[0] === axis) || ['', 'not passed'])[1];
    const found = cases.filter((c) =>
      (!state.v || c.verdict === state.v || (state.v === 'not passed' && c.verdict !== 'passed'))
      && (!state.d || c.dtype === state.d)
      && (!state.s || c.form === state.s)
      && (!state.e || worth(c) === state.e)
      && (!state.flag || c.flags.includes(state.flag))
      && (!axis || valueOf(c) === value)
      && words.every((w) => c.text.includes(w)));
    const order = ORDERS[state.sort];
    return order ? found.sort((a, b) => order(a, b) || a.order - b.order) : found;
  };

  return {
    loss: packed.loss, port: packed.port, cases, byId,
    messages: packed.messages, notes: packed.notes, details: packed.details, read, hash, isState, select, worth,
    anyExpected: packed.expectations.length > 0,
  };
})();
