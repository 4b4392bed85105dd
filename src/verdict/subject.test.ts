import { expect, test } from 'vitest';
import type { IdentityObservation, ReleaseIdentity } from '../records/release.js';
import { at } from './decided.test-data.js';
import { subjectOf } from './subject.js';

const requested = { release: '2.4.0', origin: 'CI' } as const;
const identity = { version: '2.4.0', commit: 'abcdef0', digest: 'sha256:1' };
const answered = (change: Partial<ReleaseIdentity> = {}): IdentityObservation => ({
  ...{ at, phase: 'before' },
  result: { kind: 'answered', identity: { ...identity, ...change } },
});
const unanswered: IdentityObservation[] = [
  { at, phase: 'during', result: { kind: 'unreachable', message: 'ECONNREFUSED' } },
  { at, phase: 'after', result: { kind: 'refused', status: 503, message: 'busy' } },
];

test('what all answers say is the subject, whatever else was not answered', () => {
  const looks = [answered({ replica: 'a' }), ...unanswered, answered({ replica: 'b' })];
  expect(subjectOf('shop', requested, looks, false)).toEqual({
    ...{ name: 'shop', ...identity, identity: 'observed', requested: '2.4.0 (from CI)' },
  });
});

test.each(['version', 'commit', 'digest'] as const)(
  'two answers for the %s are none, and the others stand',
  (field) => {
    const looks = [answered(), answered({ [field]: 'other' }), answered()];
    expect(subjectOf('shop', requested, looks, false)).toMatchObject({ ...identity, [field]: null });
  },
);

test('a digest that only some answers name is none', () => {
  expect(subjectOf('shop', requested, [answered(), answered({ digest: undefined })], false).digest).toBeNull();
});

test.each([
  ['observed, when staging answered', [answered()], false, 'observed'],
  ['declared, when the config answered for it', [answered()], true, 'declared'],
  ['none, when nobody answered', unanswered, false, 'none'],
  ['none, when the config was to answer and did not', [], true, 'none'],
] as const)('the identity is %s', (_, looks, declared, known) => {
  expect(subjectOf('shop', requested, looks, declared).identity).toBe(known);
});
