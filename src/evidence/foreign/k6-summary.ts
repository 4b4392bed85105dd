import { z } from 'zod';
import { isKeptBy, shareOf, type Figures } from './k6-threshold.js';
import { ReportFlaw, type ForeignReport, type ForeignTest } from './report.js';
import { readJson } from './strict-json.js';

const threshold = z.union([z.boolean(), z.object({ ok: z.boolean() })]);
const values = z.record(z.string(), z.number());

/** A metric has its figures in `values` (handleSummary) or beside its thresholds (--summary-export). */
const metric = z.looseObject({ thresholds: z.record(z.string(), threshold).optional(), values: values.optional() });
const summary = z.object({
  metrics: z.record(z.string(), metric),
  state: z.object({ testRunDurationMs: z.number().nonnegative() }).optional(),
});
type Metric = z.infer<typeof metric>;

interface Row {
  name: string;
  expression: string;
  isKept: boolean;
  figures: Figures;
}

/**
 * Each threshold is a test, judged again from its metric's figures: k6's own word has to be the same. k6 calls one kept
 * whose metric never got a sample: such a threshold proves nothing.
 * @throws ReportFlaw
 */
export function readK6Summary(text: string): ForeignReport {
  const { metrics, state } = readJson(text, summary);
  const isHandled = Object.values(metrics).some((one) => one.values !== undefined);
  const rows = Object.entries(metrics).flatMap(([name, one]): Row[] =>
    Object.entries(one.thresholds ?? {}).map(([expression, said]) => {
      const isKept = keptBySaying(said, one, isHandled, `${name}: ${expression}`);
      const figures = figuresOf(one, name);
      refuseOtherResult({ name, expression, isKept, figures });
      return { name, expression, isKept, figures };
    }),
  );
  if (rows.length === 0)
    throw new ReportFlaw('no-assertions', 'The k6 script has no thresholds, so nothing was judged.');
  const tests = rows.map(({ name, expression, isKept, figures }): ForeignTest => ({
    title: `${name}: ${expression}`,
    outcome: isKept ? 'passed' : 'failed',
    ...(isKept ? {} : { message: `The threshold was crossed (${inWords(figures)}).` }),
  }));
  const shortfall = shortfallOf(rows, metrics['dropped_iterations']);
  const lastedMs = state === undefined ? durationIn(metrics) : state.testRunDurationMs;
  return {
    tool: 'k6',
    tests,
    moments: [],
    ...(lastedMs === undefined ? {} : { lastedMs }),
    ...(shortfall === undefined ? {} : { shortfall }),
  };
}

/**
 * Beside figures (--summary-export) `true` is a threshold that was crossed; beside `values` (handleSummary) `{ ok: true }`
 * is one that was kept. A mixture is of nobody's making, and what it means is anybody's guess.
 */
function keptBySaying(said: z.infer<typeof threshold>, one: Metric, isHandled: boolean, which: string): boolean {
  const isConsistent = (one.values !== undefined) === isHandled && (typeof said === 'object') === isHandled;
  if (!isConsistent)
    throw new ReportFlaw(
      'unknown-status',
      `${which} is said to be ${JSON.stringify(said)}: it is neither as --summary-export nor as handleSummary has it.`,
    );
  return typeof said === 'object' ? said.ok : !said;
}

function refuseOtherResult({ name, expression, isKept, figures }: Row): void {
  const again = isKeptBy(figures, expression);
  if (again === undefined || again === isKept || !hasSamples(figures)) return;
  const word = (kept: boolean): string => (kept ? 'kept' : 'crossed');
  throw new ReportFlaw(
    'counts-disagree',
    `It says that ${name}: ${expression} was ${word(isKept)}, and by its own figures (${inWords(figures)}) it was ${word(again)}.`,
  );
}

function shortfallOf(rows: readonly Row[], dropped: Metric | undefined): ForeignReport['shortfall'] {
  const empty = rows.find(({ figures }) => !hasSamples(figures));
  if (empty !== undefined) {
    const message = `${empty.name} got no sample (or only zeros, which its summary cannot tell apart), so ${empty.expression} says nothing.`;
    return { reasonCode: 'zero-samples', message };
  }
  const unproven = rows.find(({ figures, expression }) => isKeptBy(figures, expression) === undefined);
  if (unproven !== undefined) {
    const message = `It does not hold what ${unproven.name}: ${unproven.expression} is about, so it cannot be judged again: name it in the script's summaryTrendStats.`;
    return { reasonCode: 'unparsable', message };
  }
  const never = dropped === undefined ? undefined : figuresOf(dropped, 'dropped_iterations');
  if (never === undefined || !hasSamples(never)) return undefined;
  return { reasonCode: 'dropped-iterations', message: `k6 never sent a part of its load: ${inWords(never)}.` };
}

/** --summary-export does not say how long it lasted, but by how many seconds it divides: a counter has both count and rate. */
function durationIn(metrics: Readonly<Record<string, Metric>>): number | undefined {
  const iterations = metrics['iterations'];
  if (iterations === undefined) return undefined;
  const figures = figuresOf(iterations, 'iterations');
  const [count, rate] = [figures.get('count'), figures.get('rate')];
  return count === undefined || rate === undefined || !(rate > 0) ? undefined : (count / rate) * 1000;
}

function figuresOf(one: Metric, name: string): Figures {
  const figures = new Map(
    Object.entries(one.values ?? one).filter((pair): pair is [string, number] => typeof pair[1] === 'number'),
  );
  for (const counted of ['count', 'passes', 'fails']) {
    const count = figures.get(counted);
    if (count !== undefined && !(Number.isSafeInteger(count) && count >= 0))
      throw new ReportFlaw('invalid-number', `${name} counts ${counted}: ${count}.`);
  }
  const [share, said] = [shareOf(figures), figures.get('value') ?? figures.get('rate')];
  if (share !== undefined && said !== undefined && Math.abs(share - said) > 1e-9)
    throw new ReportFlaw('counts-disagree', `${name} is said to be ${said}, and by its counts it is ${share}.`);
  return figures;
}

/** A rate says how many it saw and a counter how much; of the others, all figures are 0 where there was no sample. */
function hasSamples(figures: Figures): boolean {
  const [passes, fails] = [figures.get('passes'), figures.get('fails')];
  if (passes !== undefined && fails !== undefined) return passes + fails > 0;
  const count = figures.get('count');
  return count === undefined ? [...figures.values()].some((value) => value !== 0) : count > 0;
}

function inWords(figures: Figures): string {
  return [...figures].map(([name, value]) => `${name} ${Number(value.toPrecision(4))}`).join(', ');
}
