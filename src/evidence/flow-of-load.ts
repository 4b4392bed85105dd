import { secondOf } from '../records/clock.js';
import type { Flow } from '../records/load-measured.js';
import type { LoadEvidence } from '../records/load-evidence.js';
import { requestsBySecond } from './requests-by-second.js';
import { sumOfRunners } from './runners-together.js';

/** How requests came and went in one run, by second, from what k6 left. Undefined: it is another tool's. */
export function flowOfLoad(evidence: LoadEvidence): Flow | undefined {
  if (evidence.tool !== 'k6') return undefined;
  const first = secondOf(evidence.startedAt);
  const seconds = requestsBySecond(evidence).map(([requests, sumMs], second) => ({
    requests,
    sumMs,
    activeVUs: sumOfRunners(evidence.runners ?? [], 'activeVUs', first + second, 'adds nothing'),
  }));
  const scenarios = new Set(evidence.series.map(({ scenario }) => scenario).filter((name) => name !== ''));
  return { scenarios: scenarios.size, seconds };
}
