import { parseLimit } from '../records/limit-expression.js';
import type { ComparisonSource } from '../records/plan.js';

const limit = parseLimit('http_req_duration{name:pay}', 'p(95)<800');

/** The 95th percentile of payments against so many milliseconds of earlier runs; 10 % more may be. */
export function comparedWith(before: readonly number[], change: Partial<ComparisonSource> = {}): ComparisonSource {
  return {
    ...{ kind: 'comparison', of: 'load/rush/pay', file: 'load/rush.k6.ts', tool: 'k6', limit, with: 'rolling' },
    ...{ margin: { relative: 0.1, absolute: 0 }, among: 1 },
    before: before.map((ms, run) => ({ runId: `run-${run}`, release: `1.${run}.0`, ms })),
    ...change,
  };
}

/** About 100 ms, two per cent up or down. */
export const quiet: readonly number[] = [98, 99, 100, 101, 102, 100, 99, 101, 98, 102];
