import fc from 'fast-check';
import { expect, test } from 'vitest';
import { approvalOf, approvalRefusal } from './approvals.js';
import { signed } from './dsse.js';
import { newTestKey } from './signing-key.test-data.js';
import { readTrust } from './trust.js';

const artifact = 'a'.repeat(64);
const at = '2026-11-20T12:00:00.000Z';
const now = '2026-11-20T12:30:00.000Z';
const approved = {
  subject: [{ name: 'shop', digest: { sha256: artifact } }],
  predicate: { runId: 'run', digests: { evidence: 'e'.repeat(64), policy: 'f'.repeat(64) } },
};
const keys = Array.from({ length: 4 }, newTestKey);
const expires = '2026-11-21T12:00:00.000Z';
const envelopes = keys.map((key) => Buffer.from(signed(approvalOf(approved, { approvedAt: at, expires }), key)));
const signer = newTestKey().entry;

function trustWith(roles: string[][], approvals: { role: string; count: number }[]) {
  const people = roles.map((held, index) => ({ name: `p${index}`, roles: held, keys: [keys[index]?.entry] }));
  const rest = { version: 1, signers: [signer], policies: ['a'.repeat(64)], environment: { name: 'x' } };
  return readTrust(Buffer.from(JSON.stringify({ ...rest, people, approvals })), 'trust.json');
}

test('who holds two roles sits where the others cannot, whoever comes first', () => {
  const trust = trustWith(
    [['manager', 'security'], ['manager']],
    [
      { role: 'manager', count: 1 },
      { role: 'security', count: 1 },
    ],
  );
  const scales = { trust, author: 'dora', now };
  expect(approvalRefusal(envelopes.slice(0, 2), approved, scales)).toBeUndefined();
  expect(approvalRefusal(envelopes.slice(0, 2).toReversed(), approved, scales)).toBeUndefined();
  expect(approvalRefusal(envelopes.slice(0, 1), approved, scales)).toMatchObject({ code: 'approvals-missing' });
});

test('one person never takes two seats, and enough people are found whenever there are', () => {
  const role = fc.constantFrom('a', 'b');
  const roles = fc.array(fc.uniqueArray(role, { minLength: 1, maxLength: 2 }), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(roles, fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 3 }), (held, a, b) => {
      const trust = trustWith(held, [
        { role: 'a', count: a },
        { role: 'b', count: b },
      ]);
      const refused = approvalRefusal(envelopes, approved, { trust, author: 'dora', now }) !== undefined;
      const holding = (of: 'a' | 'b') => held.filter((one) => one.includes(of)).length;
      // Hall's theorem for two roles.
      expect(refused).toBe(holding('a') < a || holding('b') < b || held.length < a + b);
    }),
    { numRuns: 300 },
  );
});

test.each([
  ['run', { runId: 'other' }],
  ['evidence', { digests: { ...approved.predicate.digests, evidence: '0'.repeat(64) } }],
  ['policy', { digests: { ...approved.predicate.digests, policy: '0'.repeat(64) } }],
])('another %s voids an approval', (_, change) => {
  const trust = trustWith([['a']], [{ role: 'a', count: 1 }]);
  const changed = { ...approved, predicate: { ...approved.predicate, ...change } };
  expect(approvalRefusal(envelopes, changed, { trust, author: 'dora', now })).toMatchObject({
    code: 'approval-of-something-else',
  });
  const subject = [{ name: 'shop', digest: { sha256: 'b'.repeat(64) } }];
  expect(approvalRefusal(envelopes, { ...approved, subject }, { trust, author: 'dora', now })).toMatchObject({
    code: 'approval-of-something-else',
  });
});

test('an approval counts up to its last moment, and not before it was given', () => {
  const trust = trustWith([['a']], [{ role: 'a', count: 1 }]);
  const code = (moment: string) =>
    approvalRefusal(envelopes.slice(0, 1), approved, { trust, author: 'd', now: moment })?.code;
  expect(code('2026-11-21T11:59:59.999Z')).toBeUndefined();
  expect(code(expires)).toBe('approval-expired');
  expect(code('2026-11-20T11:58:59.999Z')).toBe('approval-not-trusted');
});
