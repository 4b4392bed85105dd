import { expect, test, vi } from 'vitest';
import type { HealthObservation, IdentityObservation } from '../records/release.js';
import type { IdentityProbe } from './identity.js';
import { watch, type Logbook } from './watch.js';

const at = '2026-01-02T03:04:05.000Z';
const down: HealthObservation = { at, thirdParty: 'payments', up: false, detail: 'answered 503' };
function seen(version: string): IdentityObservation {
  return { at, phase: 'during', result: { kind: 'answered', identity: { version, commit: '0a1b2c3' } } };
}

/** A staging on which the versions follow each other, one a look. */
function probeOf(...versions: string[]): IdentityProbe {
  return {
    look: (phase) => Promise.resolve({ ...seen(versions.shift() ?? 'the end'), phase }),
    lookAround: () => Promise.reject(new Error('the watch looks once')),
  };
}
function logbook(): Logbook & { pages: unknown[] } {
  const pages: unknown[] = [];
  return { pages, write: (identity, health) => void pages.push([identity, health]) };
}
// Longer than any test may take: whoever waits for it hangs.
const never = 2 ** 31 - 1;

test('looks at the release and at the third parties alike, again and again: a deploy in the middle is seen', async () => {
  const log = logbook();
  const stop = watch(probeOf('2.0.0', '2.0.0', '2.0.1'), () => Promise.resolve([down]), log, 1);
  await vi.waitUntil(() => log.pages.length >= 3);
  await stop();
  expect(log.pages.slice(0, 3)).toEqual(['2.0.0', '2.0.0', '2.0.1'].map((version) => [[seen(version)], [down]]));
});

test('looks at once, and is stopped at once between two looks', async () => {
  const log = logbook();
  const stop = watch(probeOf('2.0.0'), () => Promise.resolve([]), log, never);
  await vi.waitUntil(() => log.pages.length === 1);
  await stop();
  expect(log.pages).toHaveLength(1);
});

test('a look under way when it is stopped is waited for and written down', async () => {
  const log = logbook();
  let answer: (seen: HealthObservation[]) => void = () => undefined;
  const stop = watch(probeOf('2.0.0'), () => new Promise((resolve) => (answer = resolve)), log, never);
  const stopped = stop();
  answer([down]);
  await stopped;
  expect(log.pages).toEqual([[[seen('2.0.0')], [down]]]);
});
