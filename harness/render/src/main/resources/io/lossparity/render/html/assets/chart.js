// The plots: a strip per quantity and type, a point per case; errors of 0 and those without a number have lanes.
LossParity.charts = (() => {
  'use strict';
  const css = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const SHAPES = { passed: ['circle', 5, '--point'], failed: ['triangle', 9, '--fail'],
    other: ['diamond', 9, '--err'] };
  const UNITS = {
    units: { value: (t) => t.units, allowed: (t) => t.allowedUnits, unit: 'units' },
    ulp: { value: (t) => t.ulp, allowed: (t) => t.allowedUlp, unit: 'ulp' },
  };
  const instances = [];

  // A spread that is the same at every look: the point's place follows from the case's number.
  const spread = (i) => {
    const x = Math.sin(i * 12.9898 + 78.233) * 43758.5453;
    return x - Math.floor(x) - 0.5;
  };

  const lanes = () => {
    const found = new Map();
    LossParity.cases.forEach((c) => c.tensors.forEach((t) => {
      const key = `${t.name === 'output' ? '0' : '1'}${t.name}\n${c.dtype}`;
      const lane = found.get(key) || { name: t.name, dtype: c.dtype, points: [] };
      lane.points.push({ c, t });
      found.set(key, lane);
    }));
    return [...found.keys()].sort().map((key) => found.get(key));
  };

  // Smaller errors are drawn here: subnormal outputs would stretch the axis to 1e-300.
  const LOWEST = -18;
  // Greater ones are drawn here: they are no rounding errors, and their size is noise.
  const HIGHEST = 9;

  const range = (all, unit) => {
    const exponents = all.flatMap((lane) => lane.points.flatMap(({ t }) => [unit.value(t), unit.allowed(t)]))
      .filter((v) => v > 0 && Number.isFinite(v)).map(Math.log10);
    if (!exponents.length) {
      return { low: -1, high: 1 };
    }
    return {
      low: Math.max(LOWEST, Math.floor(exponents.reduce((a, b) => Math.min(a, b)))),
      high: Math.min(HIGHEST, Math.max(LOWEST, Math.floor(exponents.reduce((a, b) => Math.max(a, b))))) + 1,
    };
  };

  const place = (value, { low, high }) => {
    if (value === 0) {
      return low - 1;
    }
    return Number.isFinite(value) ? Math.min(high, Math.max(low, Math.log10(value))) : high + 1;
  };

  const series = (all, unit, limits) => {
    const groups = { passed: [], failed: [], other: [] };
    all.forEach((lane, x) => lane.points.forEach(({ c, t }) => {
      const kind = t.mismatch ? 'failed' : c.verdict === 'passed' || c.verdict === 'failed' ? 'passed' : 'other';
      const y = place(unit.value(t), limits);
      const lift = y < limits.low || y > limits.high ? spread(c.order * 7 + 3) * 0.5 : 0;
      groups[kind].push({ value: [x + spread(c.order) * 0.7, y + lift], id: c.id, text: LossParity.view.error(t) });
    }));
    const names = { passed: 'accepted', failed: 'not accepted', other: 'other verdict' };
    return Object.entries(groups).filter(([, data]) => data.length).map(([kind, data]) => ({
      type: 'scatter', name: names[kind], data, symbol: SHAPES[kind][0], symbolSize: SHAPES[kind][1],
      itemStyle: { color: css(SHAPES[kind][2]), opacity: kind === 'passed' ? 0.55 : 0.9 },
      large: false, progressive: 0, animation: false, cursor: 'pointer',
    }));
  };

  const allowances = (all, unit, limits) => ({
    type: 'line', name: 'allowed', data: [], silent: true, symbol: 'none', color: css('--allowed'),
    markLine: {
      symbol: 'none', silent: true, animation: false,
      lineStyle: { color: css('--allowed'), width: 2, type: 'solid' }, label: { show: false },
      data: all.map((lane, x) => {
        const allowed = Math.max(...lane.points.map(({ t }) => unit.allowed(t)));
        const y = allowed === 0 ? limits.low - 0.5 : Math.log10(allowed);
        return [{ coord: [x - 0.45, y] }, { coord: [x + 0.45, y] }];
      }),
    },
  });

  const LOW_LANE = '0';
  const HIGH_LANE = 'NaN or ∞';

  const ticks = ({ low, high }) => {
    const step = Math.max(1, Math.ceil((high - low) / 7));
    const values = [low - 1];
    for (let y = step > 1 ? low + 1 : low; y <= high; y += step) {
      values.push(y);
    }
    return [...values, high + 1];
  };

  const tickLabel = (unit, { low, high }) => (given) => {
    const y = Math.round(given);
    if (y < low || y > high) {
      return y < low ? LOW_LANE : HIGH_LANE;
    }
    return unit === UNITS.ulp && y >= 0 && y <= 4 ? String(10 ** y) : `1e${y}`;
  };

  const option = (all, unit, width) => {
    const limits = range(all, unit);
    const text = css('--text');
    const soft = css('--soft');
    const line = css('--line');
    const narrow = (width - 60) / all.length < 84;
    const laneName = (lane) => `${lane.name}${narrow ? ' ' : '\n'}${lane.dtype}`;
    const points = series(all, unit, limits);
    const legend = [...points.map((s) => ({ name: s.name })), { name: 'allowed', icon: 'rect' }];
    return {
      animation: false,
      textStyle: { fontFamily: 'system-ui, sans-serif' },
      grid: { left: 8, right: 12, top: 34, bottom: 8, containLabel: true },
      legend: { top: 0, textStyle: { color: text }, itemHeight: 9, itemWidth: 12, data: legend },
      tooltip: {
        renderMode: 'richText', confine: true, backgroundColor: css('--card'), borderColor: line,
        textStyle: { color: text, fontSize: 12 },
        formatter: (p) => (p.data && p.data.id ? `${p.data.id}\n${p.data.text}` : ''),
      },
      xAxis: {
        type: 'value', min: -0.5, max: all.length - 0.5,
        axisLine: { onZero: false, lineStyle: { color: line } }, axisTick: { show: false }, splitLine: { show: false },
        axisLabel: {
          color: soft, fontSize: 11, lineHeight: 14, margin: 10, hideOverlap: false, rotate: narrow ? 50 : 0,
          customValues: all.map((_, x) => x),
          formatter: (x) => (all[Math.round(x)] ? laneName(all[Math.round(x)]) : ''),
        },
      },
      yAxis: {
        type: 'value', min: limits.low - 1.5, max: limits.high + 1.5,
        axisLine: { show: false, onZero: false },
        axisTick: { show: false, customValues: ticks(limits) },
        axisLabel: { color: soft, fontSize: 11, customValues: ticks(limits), formatter: tickLabel(unit, limits) },
        splitLine: { lineStyle: { color: line } },
      },
      series: [...points, allowances(all, unit, limits)],
    };
  };

  const draw = (open) => {
    const all = lanes();
    document.getElementById('charts').hidden = !all.length;
    instances.splice(0).forEach((chart) => chart.dispose());
    Object.entries(UNITS).forEach(([name, unit]) => {
      const holder = document.getElementById(`chart-${name}`);
      holder.setAttribute('role', 'img');
      holder.setAttribute('aria-label', `Errors in ${unit.unit} of ${all.length} quantities; the table below has the numbers`);
      if (!all.length) {
        return;
      }
      const chart = echarts.init(holder, null, { renderer: 'canvas' });
      chart.setOption(option(all, unit, holder.clientWidth));
      chart.on('click', (p) => p.data && p.data.id && open(p.data.id));
      instances.push(chart);
    });
  };

  addEventListener('resize', () => instances.forEach((chart) => chart.resize()));
  return { draw };
})();
