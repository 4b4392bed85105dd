import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { IdentityObservation, ReleaseIdentity } from '../../records/release.js';
import { looksFor, proveReplicas } from './prove-replicas.js';

const identity = (version: string, replica?: string): ReleaseIdentity => ({
  ...{ version, commit: 'abcdef1234567890' },
  ...(replica === undefined ? {} : { replica }),
});
const look = (result: IdentityObservation['result']): IdentityObservation => ({
  ...{ at: '2026-01-02T03:04:05.000Z', phase: 'during' },
  result,
});
const answered = (version: string, replica?: string): IdentityObservation =>
  look({ kind: 'answered', identity: identity(version, replica) });

/** Answers these, one after the other and from the start again; the clock of the proof has one look's time left. */
function proofOf(answers: readonly IdentityObservation[], replicas: number, isInTime = true) {
  let asked = 0;
  const now = performance.now();
  return proveReplicas(async () => answers[asked++ % answers.length]!, {
    isMeant: ({ version }) => version === '1.0.0',
    replicas,
    sinceMs: now,
    untilMs: isInTime ? now + 60_000 : now + 1000,
  });
}

test('every replica has proven it when each has answered, and nobody else has, often enough in a row', async () => {
  const proof = await proofOf([answered('1.0.0', 'a'), answered('1.0.0', 'b')], 2);
  expect(proof).toMatchObject({ looks: looksFor(2), replicas: ['a', 'b'], others: [] });
  expect(proof.provenAfterMs).toBeGreaterThanOrEqual(proof.firstAfterMs!);
});

test('without names enough answers in a row prove it, and one alone does not', async () => {
  expect((await proofOf([answered('1.0.0')], 3)).looks).toBe(looksFor(3));
  expect(looksFor(1)).toBeGreaterThan(1);
});

test('waits for those that are still on their way', async () => {
  const starting = [look({ kind: 'unreachable', message: 'nobody' }), answered('2.0.0', 'a')];
  const settled = Array.from({ length: 100 }, (_, n) => answered('1.0.0', n % 2 === 0 ? 'a' : 'b'));
  expect(await proofOf([...starting, ...settled], 2)).toMatchObject({ looks: looksFor(2) + 2, others: [] });
});

test.each([
  ['another release answers', [answered('1.0.0', 'a'), answered('2.0.0', 'b')], ['replica b is 2.0.0 (abcdef123456)']],
  [
    'somebody refuses to say',
    [answered('1.0.0', 'a'), look({ kind: 'refused', status: 401, message: '401' })],
    ['401'],
  ],
  ['a replica is missing', [answered('1.0.0', 'a')], []],
])('nothing is proven where %s, until the time is up', async (_, answers, others) => {
  const proof = await proofOf(answers, 2, false);
  expect(proof).toMatchObject({ replicas: ['a'], others });
  expect(proof.provenAfterMs).toBeUndefined();
  expect(proof.firstAfterMs).toBeDefined();
});

test('a replica that is met once in so many looks as the bound says is missed less than once in a thousand times', () => {
  fc.assert(
    fc.property(fc.integer({ min: 2, max: 1000 }), (replicas) => {
      // The chance that one of them at least is in none of n random choices is below replicas × (1 − 1/replicas)^n.
      expect(replicas * (1 - 1 / replicas) ** looksFor(replicas)).toBeLessThanOrEqual(0.001);
    }),
  );
});
