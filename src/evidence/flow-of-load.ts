import { secondOf } from '../records/clock.js';
import type { Flow } from '../records/load-measured.js';
import { loadEvidence as loadEvidenceSchema } from '../records/load-evidence.js';
import { parsedJson } from './lines.js';
import { sumOfRunners } from './runners-together.js';

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
  const first = secondOf(data.startedAt);
  const length = Math.max(0, ...sent.map((seconds) => seconds.length));
  const seconds = Array.from({ length }, (_, second) => {
    const all = sent.flatMap((seconds) => (seconds[second] === undefined ? [] : [seconds[second]]));
    return {
      requests: all.reduce((sum, [requests]) => sum + requests, 0),
      sumMs: all.reduce((sum, [, ms]) => sum + ms, 0),
      activeVUs: sumOfRunners(data.runners ?? [], 'activeVUs', first + second, 'adds nothing'),
    };
  });
  const scenarios = new Set(data.series.map(({ scenario }) => scenario).filter((name) => name !== ''));
  return { scenarios: scenarios.size, seconds };
}
