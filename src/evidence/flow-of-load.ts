import type { Flow } from '../records/load-measured.js';
import { loadEvidence as loadEvidenceSchema, type LoadEvidence } from '../records/load-evidence.js';
import { secondOf } from '../records/load-lateness.js';
import { parsedJson } from './lines.js';

type K6Evidence = Extract<LoadEvidence, { tool: 'k6' }>;

/** Where the extension counts what it does not tell apart any more. */
const furtherSteps = '(further steps)';

/**
 * How requests came and went in one run, by second, from what k6 left: without those of setup and teardown, which no
 * scenario sends. Undefined: another tool's evidence, or none.
 */
export function flowOfLoadEvidence(text: string | undefined): Flow | undefined {
  const { data } = loadEvidenceSchema.safeParse(text === undefined ? undefined : parsedJson(text));
  if (data?.tool !== 'k6') return undefined;
  const sent = data.series.flatMap(({ scenario, step, durations }) =>
    durations !== undefined && (scenario !== '' || step === furtherSteps) ? [durations.seconds] : [],
  );
  const active = activeBySecond(data);
  const length = Math.max(0, ...sent.map((seconds) => seconds.length));
  const seconds = Array.from({ length }, (_, second) => {
    const all = sent.flatMap((seconds) => (seconds[second] === undefined ? [] : [seconds[second]]));
    return {
      requests: all.reduce((sum, [requests]) => sum + requests, 0),
      sumMs: all.reduce((sum, [, ms]) => sum + ms, 0),
      activeVUs: active[second] ?? null,
    };
  });
  const scenarios = new Set(data.series.map(({ scenario }) => scenario).filter((name) => name !== ''));
  return { scenarios: scenarios.size, seconds };
}

/** Of all runners together; null: one that was running did not tell. A k6 without the extension tells nothing. */
function activeBySecond({ startedAt, runners }: K6Evidence): (number | null)[] {
  if (runners === undefined) return [];
  const columns = runners.map((runner) => ({
    after: secondOf(runner.startedAt) - secondOf(startedAt),
    active: runner.instrument.seconds.activeVUs,
  }));
  const length = Math.max(...columns.map(({ after, active }) => after + active.length));
  return Array.from({ length }, (_, second) => {
    const told = columns.flatMap(({ after, active }) => {
      const seen = active[second - after];
      return seen === undefined ? [] : [seen];
    });
    return told.length === 0 || told.includes(null)
      ? null
      : told.reduce<number>((sum, one) => sum + (one as number), 0);
  });
}
