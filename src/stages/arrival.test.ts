import { afterEach, expect, test, vi } from 'vitest';
import type { IdentityObservation, RequestedRelease } from '../records/release.js';
import { arrive } from './arrival.js';
import type { IdentityProbe } from './identity.js';

type Result = IdentityObservation['result'];
const requested: RequestedRelease = { release: '2.0.0', origin: '--release' };
const runs = (version: string): Result => ({ kind: 'answered', identity: { version, commit: '0a1b2c3d4e5f6071' } });
const gone: Result = { kind: 'unreachable', message: 'connect ECONNREFUSED' };

/** A staging that shows one round of looks after the other, and the last one for ever. */
function probeOf(...rounds: Result[][]): IdentityProbe & { rounds: () => number } {
  let round = 0;
  const seen = (result: Result): IdentityObservation => ({ at: '2026-01-02T03:04:05.000Z', phase: 'before', result });
  return {
    look: () => Promise.reject(new Error('arrival looks around')),
    lookAround: () => Promise.resolve((rounds[Math.min(round++, rounds.length - 1)] ?? []).map(seen)),
    rounds: () => round,
  };
}
const wait = (waitMs: number, stop = new AbortController().signal) => {
  const said: string[] = [];
  return { waitMs, stop, said, say: (line: string) => void said.push(line) };
};
afterEach(() => void vi.useRealTimers());

test('nothing is in the way where every look shows the release that was asked for', async () => {
  const { observations, obstacle } = await arrive(probeOf([runs('2.0.0'), runs('2.0.0')]), requested, wait(0));
  expect(obstacle).toBeUndefined();
  expect(observations).toHaveLength(2);
});

test.each([
  [
    'another release',
    [runs('1.9.0')],
    'wrong-release',
    /runs 1\.9\.0 \(0a1b2c3d4e5f\), not 2\.0\.0, which --release asks for/,
  ],
  ['one old replica among new ones', [runs('2.0.0'), runs('2.0.0'), runs('1.9.0')], 'wrong-release', /1\.9\.0/],
  ['a look that reached nobody', [runs('2.0.0'), gone], 'staging-unreachable', /ECONNREFUSED/],
  [
    'an answer without an identity',
    [runs('2.0.0'), { kind: 'refused', status: 404, message: 'answered 404' }],
    'no-identity',
    /404/,
  ],
] as const)('%s is an obstacle', async (_, round, reasonCode, words) => {
  const probe = probeOf([...round]);
  const { observations, obstacle } = await arrive(probe, requested, wait(0));
  expect(obstacle).toEqual({ reasonCode, message: expect.stringMatching(words) });
  expect(observations).toHaveLength(round.length);
  expect(probe.rounds()).toBe(1);
});

test('with time to wait, it looks until the release is on every replica, and says what it waits for', async () => {
  vi.useFakeTimers();
  const probe = probeOf([gone], [runs('1.9.0'), runs('2.0.0')], [runs('2.0.0'), runs('2.0.0')]);
  const patience = wait(60_000);
  const arriving = arrive(probe, requested, patience);
  await vi.runAllTimersAsync();
  const { observations, obstacle } = await arriving;
  expect({ obstacle, rounds: probe.rounds() }).toEqual({ obstacle: undefined, rounds: 3 });
  // What was seen while it was awaited is not held against it.
  expect(observations.map(({ result }) => result)).toEqual([runs('2.0.0'), runs('2.0.0')]);
  expect(patience.said).toEqual([
    expect.stringMatching(/^waiting for release 2\.0\.0, 60 s left: .*ECONNREFUSED/),
    expect.stringMatching(/58 s left: .*1\.9\.0/),
  ]);
});

test('the time to wait comes to an end, with one last look', async () => {
  vi.useFakeTimers();
  const probe = probeOf([runs('1.9.0')]);
  const arriving = arrive(probe, requested, wait(3000));
  await vi.runAllTimersAsync();
  expect((await arriving).obstacle?.reasonCode).toBe('wrong-release');
  expect(probe.rounds()).toBe(3);
});

test('a run that is to stop waits for nobody', async () => {
  const probe = probeOf([gone]);
  const { obstacle } = await arrive(probe, requested, wait(60_000, AbortSignal.abort()));
  expect({ code: obstacle?.reasonCode, rounds: probe.rounds() }).toEqual({ code: 'staging-unreachable', rounds: 1 });
});
