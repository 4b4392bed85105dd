import { expect, test } from 'vitest';
import { UsageError } from '../records/usage-error.js';
import type { Verdict } from '../records/verdict.js';
import { at, decided, identity, planOf, row } from '../verdict/decided.test-data.js';
import { approvalOf, nobodyAsked } from './approvals.js';
import { approvable, withApprovals } from './approved.js';
import type { Bundle, Judgement } from './bundle.js';
import { signed } from './dsse.js';
import type { Seats } from './seats.js';
import { newTestKey } from './signing-key.test-data.js';
import { readTrust } from './trust.js';

const [signer, anna, ben] = [newTestKey(), newTestKey(), newTestKey()];
const managers = (count: number): Seats => [{ role: 'manager', count }];
const expires = '2026-11-21T12:00:00.000Z';
const headline = 'shop 2.4.0 may go';

function judgement(change: Partial<Verdict> = {}): Judgement {
  const named = { version: '2.4.0', commit: 'c'.repeat(40) };
  const looks = [{ at, phase: 'before', result: { kind: 'answered', identity: named } }] as const;
  const verdict = { ...decided([row('journeys/a')], { identity: looks }), headline, ...change };
  return { verdict, plan: planOf([row(identity), row('journeys/a')]) };
}

/** What is said of a run that these approved, in words. */
function approval(policyAsks: Seats, trustAsks: Seats, keys: readonly (typeof anna)[], change: Partial<Verdict> = {}) {
  const one = judgement({
    verdict: policyAsks.length === 0 ? 'GO' : 'AWAITING-APPROVAL',
    approvals: policyAsks,
    ...change,
  });
  const envelopes = keys.map((key) =>
    Buffer.from(signed(approvalOf(approvable(one), { approvedAt: at, expires }), key)),
  );
  const bundle: Bundle = {
    below: () => envelopes.map((_, index) => String(index)),
    read: (file) => envelopes[Number(file)],
    judgedAgain: () => expect.unreachable(),
  };
  const people = [
    { name: 'Anna', roles: ['manager'], keys: [anna.entry] },
    { name: 'Ben', roles: ['manager'], keys: [ben.entry] },
  ];
  const rest = { version: 1, signers: [signer.entry], policies: ['f'.repeat(64)], environment: { name: 'staging' } };
  const trust = readTrust(Buffer.from(JSON.stringify({ ...rest, people, approvals: trustAsks })), 'trust.json');
  return withApprovals(bundle, one, { trust, author: 'Dora', now: '2026-11-20T12:30:00.000Z' });
}

test.each(['NO-GO', 'INCONCLUSIVE'] as const)('no approval heals a verdict that is %s', (verdict) => {
  expect(approval(managers(1), [], [anna], { verdict })).toBeUndefined();
});

test('where nobody asks for an approval, a GO stays what it says', () => {
  expect(approval([], [], [anna])).toEqual({ verdict: 'GO', weighed: nobodyAsked, said: [headline] });
  expect(nobodyAsked).toEqual({ asked: [], approvedBy: [], missing: [], setAside: [] });
});

test('whom the policy asks for is awaited, and said', () => {
  expect(approval(managers(2), [], [])).toMatchObject({
    verdict: 'AWAITING-APPROVAL',
    said: [headline, '  missing: 2 × manager (asked: 2 × manager)'],
  });
  expect(approval(managers(2), managers(1), [anna])).toMatchObject({
    verdict: 'AWAITING-APPROVAL',
    said: [headline, '  missing: 1 × manager (asked: 2 × manager)', '  approved by Anna (manager)'],
  });
});

test('a GO waits as well where the trust file asks for more than the policy', () => {
  expect(approval([], managers(1), [])).toMatchObject({
    verdict: 'AWAITING-APPROVAL',
    said: [
      `AWAITING-APPROVAL: the trust file asks for more than the policy. ${headline}`,
      '  missing: 1 × manager (asked: 1 × manager)',
    ],
  });
});

test('once all have approved it is a GO, and who they are is said', () => {
  expect(approval(managers(2), managers(1), [ben, anna])).toMatchObject({
    verdict: 'GO',
    weighed: { missing: [] },
    said: ['GO: approved by Anna (manager), Ben (manager), run run-1'],
  });
});

test('an approval that does not count is named with its reason, whether enough others do or not', () => {
  const twice = '  not counted: one person approved more than once: Anna';
  expect(approval(managers(1), [], [anna, anna])?.said).toEqual(['GO: approved by Anna (manager), run run-1', twice]);
  expect(approval(managers(2), [], [anna, anna])?.said.slice(1)).toEqual([
    ...['  missing: 1 × manager (asked: 2 × manager)', '  approved by Anna (manager)'],
    twice,
  ]);
});

test('what is approved is the verdict’s subject, moment and digests', () => {
  const one = judgement();
  expect(approvable(one)).toMatchObject({
    subject: [{ name: 'shop: source', digest: { gitCommit: 'c'.repeat(40) } }],
    predicate: { runId: 'run-1', judgedAt: at, digests: one.verdict.digests },
  });
});

test('a run that nothing can be bound to cannot be approved, and is told why', () => {
  const { verdict } = judgement();
  const nameless = judgement({ subject: { ...verdict.subject, commit: null } });
  expect(() => approvable(nameless)).toThrow(UsageError);
  expect(() => approvable(nameless)).toThrow(
    "Run run-1 has nothing to be bound to: staging named neither the artifact's digest (sha256:…) nor a whole commit.",
  );
});
