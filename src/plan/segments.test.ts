import { expect, test } from 'vitest';
import type { LoadScript } from '../records/load-evidence.js';
import type { Gathering } from '../records/plan.js';
import { UsageError } from '../records/usage-error.js';
import { refuseIndivisible, refuseUnmergeable, segmentNotes, segmentsAsked } from './segments.js';

const rush = 'load/rush.k6.ts';
const script = (mostSegments: number): LoadScript => ({
  ...{ file: rush, tool: 'k6', limits: [], estimatedSeconds: 2, iterations: { rush: 40 }, mostSegments },
});
const gathering = (id: string, tool: Gathering['tool']): Gathering => ({
  ...{ id, tool, files: [`load/${id}.${tool}.ts`], checks: [`load/${id}/p95`] },
  ...{ estimatedSeconds: 2, estimatedRequests: 0 },
});
const caps = { requests: 500, requestsPerSecond: 100, minutes: 10 };
const of = (rest: Partial<Parameters<typeof refuseIndivisible>[1]> = {}) => ({
  ...{ gatherings: [gathering('rush', 'k6')], scripts: [script(4)], caps, ...rest },
});

test('one segment is what there is without the option', () => {
  expect([segmentsAsked(undefined), segmentsAsked(1), segmentsAsked(3)]).toEqual([undefined, undefined, 3]);
});

test('a script is divided as often as each part has something to send, and no more often', () => {
  expect(() => refuseIndivisible(4, of())).not.toThrow();
  expect(() => refuseIndivisible(5, of())).toThrow(
    new UsageError(
      'load/rush.k6.ts cannot be divided into 5 segments: no scenario of it has 5 virtual users and as many iterations, so some k6 would send nothing. Say --segments 4 at most, or give it more virtual users.',
    ),
  );
  // As it is run in pairs it has fewer.
  expect(() => refuseIndivisible(4, of({ scripts: [script(4), script(3)] }))).toThrow('--segments 3 at most');
  expect(() => refuseIndivisible(undefined, of({ scripts: [script(0)] }))).not.toThrow();
});

test('what a k6 without the extension leaves cannot be merged', () => {
  const k6 = { path: '/usr/bin/k6', version: '2.2.0', hasExtension: false };
  expect(() => refuseUnmergeable(2, k6)).toThrow("merged by gonogo's extension, and /usr/bin/k6 is without it");
  for (const [segments, one] of [
    [undefined, k6],
    [1, k6],
    [2, { ...k6, hasExtension: true }],
    [2, undefined],
  ] as const)
    expect(() => refuseUnmergeable(segments, one)).not.toThrow();
});

test('a plan without a k6 script has nothing to be divided', () => {
  const gatherings = [gathering('functional', 'playwright'), gathering('busy', 'autocannon')];
  expect(() => refuseIndivisible(2, of({ gatherings }))).toThrow('--segments 2 divides k6 scripts');
  expect(() => refuseIndivisible(undefined, of({ gatherings }))).not.toThrow();
});

test('each part may send at least one request', () => {
  expect(() => refuseIndivisible(4, of({ caps: { ...caps, requests: 4 } }))).not.toThrow();
  expect(() => refuseIndivisible(4, of({ caps: { ...caps, requests: 3 } }))).toThrow(
    'caps.requests of staging.config.ts leaves load/rush.k6.ts too few requests for 4 segments',
  );
});

test('that autocannon is not divided is said where there is one', () => {
  const gatherings = [gathering('rush', 'k6'), gathering('busy', 'autocannon')];
  expect(segmentNotes({ gatherings })).toEqual([]);
  expect(segmentNotes({ segments: 2, gatherings })).toEqual([
    'load/busy.autocannon.ts: autocannon sends it from one process; --segments divides k6 scripts only',
  ]);
});
