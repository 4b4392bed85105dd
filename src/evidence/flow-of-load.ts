import { secondOf } from '../records/clock.js';
import type { Flow } from '../records/load-measured.js';
import { loadEvidence as loadEvidenceSchema } from '../records/load-evidence.js';
import { parsedJson } from './lines.js';
import { requestsBySecond } from './requests-by-second.js';
import { sumOfRunners } from './runners-together.js';

/** How requests came and went in one run, by second, from what k6 left. Undefined: another tool's evidence, or none. */
export function flowOfLoadEvidence(text: string | undefined): Flow | undefined {
  const { data } = loadEvidenceSchema.safeParse(text === undefined ? undefined : parsedJson(text));
  if (data?.tool !== 'k6') return undefined;
  const first = secondOf(data.startedAt);
  const seconds = requestsBySecond(data).map(([requests, sumMs], second) => ({
    requests,
    sumMs,
    activeVUs: sumOfRunners(data.runners ?? [], 'activeVUs', first + second, 'adds nothing'),
  }));
  const scenarios = new Set(data.series.map(({ scenario }) => scenario).filter((name) => name !== ''));
  return { scenarios: scenarios.size, seconds };
}
