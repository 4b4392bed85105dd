import { z } from 'zod';
import { ReportFlaw, type ForeignReport, type ForeignTest } from './report.js';
import { readJson } from './strict-json.js';

/** `true` is a threshold that was crossed, in a file of --summary-export; `{ ok: true }` one that was kept, for handleSummary. */
const threshold = z.union([z.boolean(), z.object({ ok: z.boolean() })]);
const values = z.record(z.string(), z.number());

/** A metric has its figures in `values` (handleSummary) or beside its thresholds (--summary-export). */
const metric = z.looseObject({ thresholds: z.record(z.string(), threshold).optional(), values: values.optional() });
const summary = z.object({ metrics: z.record(z.string(), metric) });
type Metric = z.infer<typeof metric>;

interface Row {
  name: string;
  expression: string;
  isKept: boolean;
  figures: ReadonlyMap<string, number>;
}

/**
 * Each threshold is a test. k6 calls one kept whose metric never got a sample: such a threshold proves nothing.
 * @throws ReportFlaw
 */
export function readK6Summary(text: string): ForeignReport {
  const { metrics } = readJson(text, summary);
  const rows = Object.entries(metrics).flatMap(([name, one]): Row[] =>
    Object.entries(one.thresholds ?? {}).map(([expression, said]) => ({
      name,
      expression,
      figures: figuresOf(one),
      isKept: typeof said === 'boolean' ? !said : said.ok,
    })),
  );
  if (rows.length === 0)
    throw new ReportFlaw('no-assertions', 'The k6 script has no thresholds, so nothing was judged.');
  const tests = rows.map(({ name, expression, isKept, figures }): ForeignTest => ({
    title: `${name}: ${expression}`,
    outcome: isKept ? 'passed' : 'failed',
    ...(isKept ? {} : { message: `The threshold was crossed (${inWords(figures)}).` }),
  }));
  const shortfall = shortfallOf(rows, metrics['dropped_iterations']);
  return { tool: 'k6', tests, ...(shortfall === undefined ? {} : { shortfall }) };
}

function shortfallOf(rows: readonly Row[], dropped: Metric | undefined): ForeignReport['shortfall'] {
  const empty = rows.find(({ figures }) => !hasSamples(figures));
  if (empty !== undefined) {
    const message = `${empty.name} got no sample (or only zeros, which its summary cannot tell apart), so ${empty.expression} says nothing.`;
    return { reasonCode: 'zero-samples', message };
  }
  if (dropped === undefined || !hasSamples(figuresOf(dropped))) return undefined;
  return {
    reasonCode: 'dropped-iterations',
    message: `k6 never sent a part of its load: ${inWords(figuresOf(dropped))}.`,
  };
}

function figuresOf(one: Metric): ReadonlyMap<string, number> {
  const pairs = Object.entries(one.values ?? one).filter(
    (pair): pair is [string, number] => typeof pair[1] === 'number',
  );
  const negative = pairs.find(([name, value]) => ['count', 'passes', 'fails'].includes(name) && value < 0);
  if (negative !== undefined) throw new ReportFlaw('invalid-number', `It counts ${negative.join(': ')}.`);
  return new Map(pairs);
}

/** A rate says how many it saw and a counter how much; of the others, all figures are 0 where there was no sample. */
function hasSamples(figures: ReadonlyMap<string, number>): boolean {
  const [passes, fails] = [figures.get('passes'), figures.get('fails')];
  if (passes !== undefined && fails !== undefined) return passes + fails > 0;
  const count = figures.get('count');
  return count === undefined ? [...figures.values()].some((value) => value !== 0) : count > 0;
}

function inWords(figures: ReadonlyMap<string, number>): string {
  return [...figures].map(([name, value]) => `${name} ${Number(value.toPrecision(4))}`).join(', ');
}
