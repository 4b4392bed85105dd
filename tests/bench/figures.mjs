// From pairs to figures. Pure.

/**
 * @typedef {import('./engine.mjs').EngineRun} EngineRun
 * @typedef {import('./bare-tools.mjs').BareRun} BareRun
 * @typedef {{ engine: EngineRun, tools: BareRun, ratios: Ratios }} Pair
 * @typedef {{ toBare: number, toPath: number, cpu: number | undefined, cpuWithInquiries: number | undefined }} Ratios
 */

/** What is promised of the medians. */
export const budgets = { toBare: 1.03, toPath: 1.05, cpu: 0.02 };

/** The plan's critical path: its gatherings come one after the other, so it is the sum of their own processes. @param {EngineRun['timings']} timings */
export function criticalPathMs({ steps }) {
  const gatherings = steps.filter(({ id }) => id.startsWith('gathering/'));
  const lived = gatherings.flatMap(({ processMs }) => (processMs === undefined ? [] : [processMs]));
  if (lived.length === 0 || lived.length < gatherings.length)
    throw new Error("timings.json lacks a gathering's processMs");
  return lived.reduce((sum, ms) => sum + ms, 0);
}

/**
 * The children's processor time. The kernel's sum lacks who was waited for by nobody of the run, the samples lack who
 * lived for less than a look: both are too small, and the larger one is nearer to the truth.
 *
 * @param {EngineRun} engine
 * @returns {{ ms: number, by: 'kernel' | 'samples' } | undefined} undefined when one is absent, or the samples saw
 *   another engine or supervisor than the one that timings.json tells of
 */
export function childrenOf({ timings: { cpu }, sampled }) {
  if (cpu.supervisorMs === undefined || !cpu.childrenMs || !sampled?.childrenMs) return undefined;
  if (!isAlike(sampled.engineMs, cpu.engineMs) || !isAlike(sampled.supervisorMs, cpu.supervisorMs)) return undefined;
  const isKernels = cpu.childrenMs >= sampled.childrenMs;
  return isKernels ? { ms: cpu.childrenMs, by: 'kernel' } : { ms: sampled.childrenMs, by: 'samples' };
}

/** Samples lack a process's last moment, and timings.json what came after it was written. @param {number} sampledMs @param {number} toldMs */
function isAlike(sampledMs, toldMs) {
  return Math.abs(sampledMs - toldMs) <= 300 + toldMs * 0.1;
}

/** @param {EngineRun} engine @param {BareRun} tools @returns {Ratios} */
export function ratiosOf(engine, tools) {
  const { wallMs, timings } = engine;
  const { engineMs, supervisorMs, inquiriesMs } = timings.cpu;
  const own = supervisorMs === undefined ? undefined : engineMs + supervisorMs;
  const children = childrenOf(engine);
  const perChildren = (/** @type {number | undefined} */ ms) =>
    ms === undefined || children === undefined ? undefined : ms / children.ms;
  return {
    toBare: wallMs / tools.wallMs,
    toPath: wallMs / criticalPathMs(timings),
    cpu: perChildren(own),
    cpuWithInquiries: perChildren(own === undefined || inquiriesMs === undefined ? undefined : own + inquiriesMs),
  };
}

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = sorted.length / 2;
  const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return low === undefined || high === undefined ? NaN : (low + high) / 2;
}

/**
 * A figure with a budget that one pair lacks was not measured: the median of the others is of other pairs.
 *
 * @param {readonly Pair[]} pairs
 * @returns {'withinBudgets' | 'overBudget' | 'notMeasured'}
 */
export function outcomeOf(pairs) {
  const promised = rows(pairs).filter(({ budget }) => budget !== undefined);
  if (promised.some(({ budget = NaN, values }) => median(values) > budget)) return 'overBudget';
  const isMeasured = pairs.length > 0 && promised.every(({ values }) => values.length === pairs.length);
  return isMeasured ? 'withinBudgets' : 'notMeasured';
}

/** A table in Markdown. @param {readonly Pair[]} pairs */
export function tableOf(pairs) {
  const lines = rows(pairs).map(({ what, unit, budget, values }) => {
    const figures =
      values.length === 0
        ? ['–', 'not measured', '–']
        : [Math.min(...values), median(values), Math.max(...values)].map(unit);
    const lacking = values.length < pairs.length ? ': **not measured**' : '';
    const judged = budget !== undefined && median(values) > budget ? ': **over**' : lacking;
    const promise = budget === undefined ? '' : `≤ ${unit(budget)}${judged}`;
    return [what, ...figures, String(values.length), promise];
  });
  const head = ['what', 'min', 'median', 'max', 'n', 'budget'];
  const widths = head.map((title, at) =>
    Math.max(3, ...[title, ...lines.map((line) => line[at] ?? '')].map(({ length }) => length)),
  );
  const row = (/** @type {string[]} */ cells) =>
    `| ${cells.map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0))).join(' | ')} |`;
  const rule = `| ${widths.map((width, at) => (at === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [row(head), rule, ...lines.map(row)].join('\n');
}

/** @param {readonly Pair[]} pairs @returns {{ what: string, unit: (value: number) => string, budget?: number, values: number[] }[]} */
function rows(pairs) {
  const of = (/** @type {(pair: Pair) => number | undefined} */ figure) =>
    pairs.map(figure).filter((value) => value !== undefined);
  const seconds = (/** @type {number} */ ms) => `${(ms / 1000).toFixed(1)} s`;
  const times = (/** @type {number} */ ratio) => `${ratio.toFixed(3)} ×`;
  const percent = (/** @type {number} */ share) => `${(share * 100).toFixed(1)} %`;
  return [
    {
      what: '(a) wall, gonogo ÷ bare tools',
      unit: times,
      budget: budgets.toBare,
      values: of(({ ratios }) => ratios.toBare),
    },
    {
      what: '(b) wall, gonogo ÷ critical path',
      unit: times,
      budget: budgets.toPath,
      values: of(({ ratios }) => ratios.toPath),
    },
    {
      what: '(c) CPU, engine + supervisor ÷ children',
      unit: percent,
      budget: budgets.cpu,
      values: of(({ ratios }) => ratios.cpu),
    },
    { what: "(c) with the set-up's inquiries", unit: percent, values: of(({ ratios }) => ratios.cpuWithInquiries) },
    { what: 'gonogo, wall', unit: seconds, values: of(({ engine }) => engine.wallMs) },
    { what: 'bare tools, wall', unit: seconds, values: of(({ tools }) => tools.wallMs) },
    { what: 'critical path', unit: seconds, values: of(({ engine }) => criticalPathMs(engine.timings)) },
    {
      what: 'until the first gathering',
      unit: seconds,
      values: of(({ engine }) => engine.timings.steps.find(({ id }) => id.startsWith('gathering/'))?.startMs),
    },
    { what: 'engine, CPU', unit: seconds, values: of(({ engine }) => engine.timings.cpu.engineMs) },
    { what: 'supervisor, CPU', unit: seconds, values: of(({ engine }) => engine.timings.cpu.supervisorMs) },
    { what: "set-up's inquiries, CPU", unit: seconds, values: of(({ engine }) => engine.timings.cpu.inquiriesMs) },
    {
      what: 'children, CPU, as the kernel adds up',
      unit: seconds,
      values: of(({ engine }) => engine.timings.cpu.childrenMs),
    },
    { what: 'children, CPU, as sampled', unit: seconds, values: of(({ engine }) => engine.sampled?.childrenMs) },
    {
      what: `children, CPU, for (c): ${sources(pairs)}`,
      unit: seconds,
      values: of(({ engine }) => childrenOf(engine)?.ms),
    },
    { what: 'bare tools, CPU, as sampled', unit: seconds, values: of(({ tools }) => tools.sampledMs) },
  ];
}

/** Which of the two sums (c) divides by. @param {readonly Pair[]} pairs */
function sources(pairs) {
  const used = new Set(pairs.flatMap(({ engine }) => childrenOf(engine)?.by ?? []));
  if (used.size === 0) return 'neither';
  return [...used].map((by) => ({ kernel: "the kernel's", samples: 'the sampled' })[by]).join(' or ');
}
