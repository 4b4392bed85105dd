import { expect, test } from 'vitest';
import type { LoadScript } from '../records/load-evidence.js';
import type { Gathering } from '../records/plan.js';
import { refuseOverCaps } from './caps.js';

const caps = { requestsPerSecond: 100, requests: 1000, minutes: 2 };
const gathering = (estimatedSeconds: number, estimatedRequests: number): Gathering => ({
  ...{
    id: 'rush',
    tool: 'k6',
    files: ['load/rush.k6.ts'],
    checks: ['load/rush/x'],
    estimatedSeconds,
    estimatedRequests,
  },
});
const script = (peakRate?: number): LoadScript => ({
  ...{ file: 'load/rush.k6.ts', tool: 'k6', limits: [], estimatedSeconds: 1, iterations: {} },
  ...(peakRate === undefined ? {} : { peakRate }),
});
const refusal =
  (gatherings: Gathering[], scripts: LoadScript[] = []) =>
  () =>
    refuseOverCaps(caps, { gatherings, scripts });

test('a plan may go right up to its caps', () => {
  expect(refusal([gathering(60, 400), gathering(60, 600)], [script(100), script(100), script()])).not.toThrow();
});

test.each([
  [
    'a script’s peak',
    refusal([], [script(100), script(100.5)]),
    /rush\.k6\.ts starts 100\.5 iterations .* caps\.requestsPerSecond .* 100\./,
  ],
  [
    'the requests of all gatherings together',
    refusal([gathering(1, 400), gathering(1, 601)]),
    /about 1001 requests; caps\.requests .* 1000\./,
  ],
  [
    'the time of all gatherings together',
    refusal([gathering(60, 1), gathering(61, 1)]),
    /about 3 minutes; caps\.minutes .* 2\./,
  ],
])('%s beyond its cap is refused, with the number and the place of the cap', (_, act, words) => {
  expect(act).toThrow(expect.objectContaining({ name: 'UsageError', message: expect.stringMatching(words) }));
});
