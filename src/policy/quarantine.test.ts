import { expect, test } from 'vitest';
import { policy as policySchema } from '../records/policy.js';
import type { Quarantined, Standing } from '../records/waiver.js';
import { at, fellShort, identity, row } from '../verdict/decided.test-data.js';
import { judgedWith, quarantineOf, waived } from './excepted.test-data.js';

const failed = fellShort(waived, 'failed');
const day = (n: number): string => new Date(Date.parse(at) + n * 86_400_000).toISOString();

test.each<[what: string, change: Partial<Quarantined>, found: typeof failed, standing: Standing]>([
  ['a check that fails', {}, failed, 'live'],
  ['a check that left nothing', {}, fellShort(waived, 'missing', { reasonCode: 'no-evidence' }), 'live'],
  ['a check that passed', {}, row(waived), 'not-needed'],
  ['one that ends now', { expires: at }, failed, 'expired'],
  ['one that ends a moment later', { expires: '2026-11-20T12:00:00.001Z' }, failed, 'live'],
  ['as far ahead as may be', { expires: day(30) }, failed, 'live'],
  ['further ahead', { expires: day(30.001) }, failed, 'beyond-horizon'],
  ['a check that is gone', { check: 'journeys/gone' }, failed, 'orphaned'],
  ['the release identity', { check: identity }, failed, 'not-waivable'],
])('%s: %j', (_, change, found, standing) => {
  const verdict = judgedWith([found, row('journeys/b')], { quarantine: [quarantineOf(change)] });
  expect(verdict.quarantine.map((one) => one.standing)).toEqual([standing]);
  const inForce = standing === 'live' || standing === 'not-needed';
  expect(verdict.verdict).toBe(inForce ? 'GO' : 'NO-GO');
  expect(verdict.checks[1]).toEqual(inForce ? { ...found, quarantine: 'SHOP-7', tier: 'advisory' } : found);
});

test('a required check decides, quarantine or not', () => {
  const policy = policySchema.parse({ version: 1, required: [waived], quarantine: { atMost: 1 } });
  const { verdict, quarantine } = judgedWith([failed, row('journeys/b')], { quarantine: [quarantineOf()] }, { policy });
  expect([verdict, quarantine[0]?.standing]).toEqual(['NO-GO', 'not-waivable']);
});

test('more quarantines than may be count for nothing, also once one of them has expired', () => {
  const policy = policySchema.parse({ version: 1, quarantine: { atMost: 1 } });
  const quarantine = [quarantineOf(), quarantineOf({ check: 'journeys/b', expires: day(1) })];
  for (const now of [at, day(2)]) {
    const verdict = judgedWith([failed, row('journeys/b')], { quarantine }, { policy, now });
    expect([verdict.verdict, verdict.quarantine[0]?.standing]).toEqual(['NO-GO', 'too-many']);
  }
});

test('the headline names what is in quarantine, who answers for it and until when', () => {
  const { headline } = judgedWith([failed, row('journeys/b')], { quarantine: [quarantineOf()] });
  expect(headline).toBe(
    'GO (smoke): shop 2.4.0 may go. 2 of 2 blocking checks passed. Quarantined: journeys/a (SHOP-7, anna, until 2026-12-15T12:00:00Z).',
  );
});

test('a release is not cleared by what is in quarantine alone, however long one waits', () => {
  const policy = policySchema.parse({ version: 1, flakeBudget: 1, quarantine: { atMost: 1 } });
  for (const found of [row(waived), fellShort(waived, 'flaky', { reasonCode: 'passed-on-retry' })]) {
    for (const now of [at, day(25), day(26)]) {
      const { verdict } = judgedWith([found], { quarantine: [quarantineOf()] }, { policy, now });
      expect(verdict).toBe('INCONCLUSIVE');
    }
  }
});

const end = '2026-12-15T12:00:00Z';

test.each<[what: string, change: Partial<Quarantined>, found: typeof failed, message: string]>([
  ['one in force', {}, failed, `It does not decide until ${end}; anna is mending it.`],
  [
    'one of a check that passed',
    {},
    row(waived),
    `It passed, and does not decide until ${end}: end the quarantine if anna has mended it.`,
  ],
  ['one that is over', { expires: at }, failed, `It expired at ${at}, and the check decides again: anna must mend it.`],
  ['one for too long', { expires: day(31) }, failed, `It expires at ${day(31)}, and may last 30 days at most.`],
  [
    'one of a safety check',
    { check: identity },
    failed,
    'environment/release-identity is a safety check: it always decides.',
  ],
  [
    'one of a check that is gone',
    { check: 'journeys/gone' },
    failed,
    'There is no check journeys/gone: was it deleted or renamed? Mend or remove the entry.',
  ],
  [
    'one that ends soon',
    { expires: day(3) },
    failed,
    `It does not decide until ${day(3)}; anna is mending it. It expires in 3 days: anna must mend or renew it.`,
  ],
  [
    'one that ends today, though the check passed',
    { expires: day(0.5) },
    row(waived),
    `It passed, and does not decide until ${day(0.5)}: end the quarantine if anna has mended it. It expires within a day: anna must mend or renew it now.`,
  ],
])('%s says so: %j', (_, change, found, message) => {
  const [only] = judgedWith([found, row('journeys/b')], { quarantine: [quarantineOf(change)] }).quarantine;
  expect(only?.message).toBe(message);
});

test('as many quarantines as may be count, and of one more each says how many may be', () => {
  const two = [quarantineOf(), quarantineOf({ check: 'journeys/b' })];
  const standing = (atMost: number) => {
    const policy = policySchema.parse({ version: 1, quarantine: { atMost } });
    return judgedWith([failed, row('journeys/b'), row('journeys/c')], { quarantine: two }, { policy }).quarantine;
  };
  expect(standing(2).map((one) => one.standing)).toEqual(['live', 'not-needed']);
  expect(standing(1).map((one) => one.message)).toEqual(
    two.map(() => 'More checks are in quarantine than policy.yaml allows (1): none of them counts.'),
  );
});

test('what was over when the run was planned takes no place', () => {
  const policy = policySchema.parse({ version: 1, quarantine: { atMost: 1 } });
  const quarantine = [quarantineOf({ check: 'journeys/b', expires: at }), quarantineOf()];
  const { quarantine: weighed } = judgedWith([failed, row('journeys/b')], { quarantine }, { policy });
  expect(weighed.map(({ standing }) => standing)).toEqual(['expired', 'live']);
});

test('a required check says that it is', () => {
  const policy = policySchema.parse({ version: 1, required: [waived], quarantine: { atMost: 1 } });
  const [only] = judgedWith([failed, row('journeys/b')], { quarantine: [quarantineOf()] }, { policy }).quarantine;
  expect(only?.message).toBe('journeys/a is required by policy.yaml: it always decides.');
});
