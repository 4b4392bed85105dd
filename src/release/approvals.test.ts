import fc from 'fast-check';
import { expect, test } from 'vitest';
import { approvalOf, approvalRefusal, weigh, type Approved } from './approvals.js';
import type { Bundle } from './bundle.js';
import { signed } from './dsse.js';
import type { Refusal } from './refusal.js';
import { newTestKey } from './signing-key.test-data.js';
import { readTrust, type Trust } from './trust.js';

const artifact = 'a'.repeat(64);
const at = '2026-11-20T12:00:00.000Z';
const now = '2026-11-20T12:30:00.000Z';
const digests = { plan: 'a', policy: 'b', waivers: 'c', quarantine: 'd', config: 'e', evidence: 'f' };
const approved: Approved = {
  subject: [{ name: 'shop', digest: { sha256: artifact } }],
  predicate: { runId: 'run', judgedAt: at, digests },
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

/** Weighed by the trust file alone. */
function weighed(given: readonly Buffer[], trust: Trust, { of = approved, author = 'dora', moment = now } = {}) {
  const bundle: Bundle = {
    below: () => given.map((_, index) => `approvals/${index}`),
    read: (file) => given[Number(file.replace('approvals/', ''))],
    judgedAgain: () => expect.unreachable(),
  };
  return weigh(bundle, of, { trust, asked: trust.rules.approvals, author, now: moment });
}

function refused(...words: Parameters<typeof weighed>): Refusal | undefined {
  return approvalRefusal(weighed(...words));
}

test('who holds two roles sits where the others cannot, whoever comes first', () => {
  const trust = trustWith(
    [['manager', 'security'], ['manager']],
    [
      { role: 'manager', count: 1 },
      { role: 'security', count: 1 },
    ],
  );
  const both = envelopes.slice(0, 2);
  for (const order of [both, both.toReversed()])
    expect(weighed(order, trust)).toMatchObject({
      approvedBy: [
        { name: 'p0', role: 'security' },
        { name: 'p1', role: 'manager' },
      ],
      missing: [],
      setAside: [],
    });
  expect(refused(envelopes.slice(0, 1), trust)).toEqual({
    code: 'approvals-missing',
    message: 'not enough people have approved: 1 × security (asked: 1 × manager, 1 × security)',
  });
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
      const { approvedBy, missing } = weighed(envelopes, trust);
      const holding = (of: 'a' | 'b') => held.filter((one) => one.includes(of)).length;
      // Hall's theorem for two roles.
      expect(missing.length > 0).toBe(holding('a') < a || holding('b') < b || held.length < a + b);
      expect(new Set(approvedBy.map(({ name }) => name)).size).toBe(approvedBy.length);
      expect(approvedBy.length + missing.reduce((sum, { count }) => sum + count, 0)).toBe(a + b);
    }),
    { numRuns: 300 },
  );
});

test.each<[string, Partial<Approved['predicate']>]>([
  ['run', { runId: 'other' }],
  ['moment of judging', { judgedAt: now }],
  ...Object.keys(digests).map((name): [string, Partial<Approved['predicate']>] => [
    `digest (${name})`,
    { digests: { ...digests, [name]: '0' } },
  ]),
])('another %s voids an approval', (_, change) => {
  const trust = trustWith([['a']], [{ role: 'a', count: 1 }]);
  const of = { ...approved, predicate: { ...approved.predicate, ...change } };
  expect(refused(envelopes, trust, { of })).toMatchObject({ code: 'approval-of-something-else' });
});

test('another subject voids an approval', () => {
  const trust = trustWith([['a']], [{ role: 'a', count: 1 }]);
  const of = { ...approved, subject: [{ name: 'shop', digest: { sha256: 'b'.repeat(64) } }] };
  expect(refused(envelopes, trust, { of })).toMatchObject({ code: 'approval-of-something-else' });
});

test('an approval counts up to its last moment, and not before it was given', () => {
  const trust = trustWith([['a']], [{ role: 'a', count: 1 }]);
  const code = (moment: string) => refused(envelopes.slice(0, 1), trust, { moment })?.code;
  expect(code('2026-11-21T11:59:59.999Z')).toBeUndefined();
  expect(code(expires)).toBe('approval-expired');
  expect(code('2026-11-20T11:58:59.999Z')).toBe('approval-not-trusted');
});

test('no approval that is taken away, doubled, cut short or changed by a bit makes up for a missing one', () => {
  const trust = trustWith(
    [['a'], ['a'], ['b'], ['a', 'b']],
    [
      { role: 'a', count: 2 },
      { role: 'b', count: 2 },
    ],
  );
  const given = fc.array(fc.nat(envelopes.length - 1), { maxLength: 6 });
  const damage = fc.record({ which: fc.nat(5), byte: fc.nat(), bit: fc.nat(7), cut: fc.boolean() });
  fc.assert(
    fc.property(given, damage, (indexes, { which, byte, bit, cut }) => {
      const good = [...new Set(indexes)];
      const files = indexes.map((index, at) => {
        const bytes = Buffer.from(envelopes[index] ?? '');
        // The last byte is the end of the line, which JSON does not mind.
        const spot = byte % (bytes.length - 1);
        if (at !== which) return bytes;
        good.splice(0, good.length, ...new Set(indexes.filter((_, other) => other !== which)));
        if (cut) return bytes.subarray(0, spot);
        bytes.writeUInt8(bytes.readUInt8(spot) ^ (1 << bit), spot);
        return bytes;
      });
      const whole = good.map((index) => envelopes[index] ?? Buffer.alloc(0));
      expect(weighed(files, trust).missing).toEqual(weighed(whole, trust).missing);
    }),
    { numRuns: 300 },
  );
});

test('an approval that does not count is named, and keeps nobody else’s from counting', () => {
  const trust = trustWith([['a'], ['a'], ['b']], [{ role: 'a', count: 1 }]);
  const given = [Buffer.from('rubbish'), ...envelopes.slice(0, 3)];
  expect(weighed(given, trust, { author: 'P0' })).toMatchObject({
    approvedBy: [{ name: 'p1', role: 'a' }],
    missing: [],
    setAside: [{ code: 'approval-not-trusted' }, { code: 'self-approval' }, { code: 'role-not-held' }],
  });
});
