import { expect, test } from 'vitest';
import { countsOf } from '../policy/good-record.js';
import { parseLimit } from './limit-expression.js';
import { latenessAt } from './load-lateness.js';

function measured(samples: number[], lateMs?: (number | null)[]) {
  const counts = countsOf(parseLimit('http_req_duration', 'p(95)<800'), 0);
  const generator = lateMs === undefined ? counts.generator : { ...counts.generator, lateMs };
  return { blocks: samples.map((each) => ({ samples: each, beyond: 0 })), generator };
}

test.each([
  [0.5, [10, 10, 10, 10], [4, 1, 3, 2], 2],
  [0.51, [10, 10, 10, 10], [4, 1, 3, 2], 3],
  [1, [10, 10, 10, 10], [4, 1, 3, 2], 4],
  [0.95, [95, 5], [1, 900], 1],
  [0.95, [94, 6], [1, 900], 900],
  [0.95, [94, 6], [1, null], Infinity],
  [0.95, [95, 5], [1, null], 1],
  // A second of which nothing is told.
  [0.95, [94, 6], [1], Infinity],
])('for %d of %j samples in seconds that were %j ms late it was %d', (quantile, samples, lateMs, late) => {
  expect(latenessAt(quantile, measured(samples, lateMs))).toBe(late);
});

test('is not known where the tool does not tell, or nothing was counted', () => {
  expect(latenessAt(0.95, measured([10]))).toBeUndefined();
  expect(latenessAt(0.95, measured([], []))).toBeUndefined();
});
