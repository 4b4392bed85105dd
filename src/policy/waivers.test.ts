import { expect, test } from 'vitest';
import type { ReasonCode } from '../records/check.js';
import { policy as policySchema } from '../records/policy.js';
import type { JudgedCheck } from '../records/verdict.js';
import { isWaivable, waiver as waiverSchema, type Standing, type Waiver } from '../records/waiver.js';
import { reasonMeanings } from '../records/reason.js';
import { at, fellShort, identity, row } from '../verdict/decided.test-data.js';
import { judgedWith, sha256, waived, waiverOf } from './excepted.test-data.js';
import { failureOf } from './failure.js';

const failed = fellShort(waived, 'failed', { failingStep: 'pays', message: '“pays”: no "Thank you"' });
const expires = '2026-11-29T02:30:00.000+01:00';
const instant = Date.parse(expires);
const msFrom = (ms: number): string => new Date(instant + ms).toISOString();

test.each<[what: string, now: string, spelled: string, standing: Standing]>([
  ['a second before its end', msFrom(-1000), expires, 'live'],
  ['a millisecond before its end', msFrom(-1), expires, 'live'],
  ['at the very instant of its end', msFrom(0), expires, 'expired'],
  ['a second after its end', msFrom(1000), expires, 'expired'],
  ['a second before, as UTC spells it', msFrom(-1000), '2026-11-29T01:30:00Z', 'live'],
  ['at the instant, as UTC spells it', msFrom(0), '2026-11-29T01:30:00Z', 'expired'],
  ['a second before, as another zone spells it', msFrom(-1000), '2026-11-28T15:30:00-10:00', 'live'],
  ['at the instant, as another zone spells it', msFrom(0), '2026-11-28T15:30:00-10:00', 'expired'],
  ['at the instant, as summer time would spell it', msFrom(0), '2026-11-29T03:30:00+02:00', 'expired'],
  [
    'an hour before, as summer time would spell that wall clock',
    msFrom(-3_600_000),
    '2026-11-29T02:30:00+02:00',
    'expired',
  ],
  ['a fraction of a second before its end', msFrom(-1), '2026-11-29T01:30:00.0Z', 'live'],
])('%s (now %s, until %s) it is %s', (_, now, spelled, standing) => {
  const verdict = judgedWith([failed, row('journeys/b')], { waivers: [waiverOf({ expires: spelled })] }, { now });
  expect(verdict.waivers.map((one) => one.standing)).toEqual([standing]);
  expect(verdict.verdict).toBe(standing === 'live' ? 'GO' : 'NO-GO');
  expect(verdict.checks[1]).toEqual(standing === 'live' ? { ...failed, waiver: 'SHOP-42' } : failed);
});

test.each(['2026-12-01', '2026-12-01T18:00:00', '2026-12-01 18:00:00Z', 'next week', '2026-02-30T00:00:00Z', ''])(
  '"%s" is no moment',
  (expiry) => {
    expect(waiverSchema.safeParse(waiverOf({ expires: expiry })).error?.issues[0]?.message).toMatch(
      /^not a moment: write date/,
    );
  },
);

const day = (n: number): string => new Date(Date.parse(at) + n * 86_400_000).toISOString();
const signature = sha256(failureOf(failed));

test.each<[what: string, waiver: Partial<Waiver>, row: JudgedCheck, standing: Standing]>([
  ['as far ahead as may be', { expires: day(30) }, failed, 'live'],
  ['a millisecond further', { expires: '2026-12-20T12:00:00.001Z' }, failed, 'beyond-horizon'],
  ['advice, as far ahead as may be', { expires: day(90) }, { ...failed, tier: 'advisory' }, 'live'],
  ['advice, further', { expires: day(90.5) }, { ...failed, tier: 'advisory' }, 'beyond-horizon'],
  ['from the moment of the plan', { from: at }, failed, 'live'],
  ['from the same moment, spelled elsewhere', { from: '2026-11-20T13:00:00+01:00' }, failed, 'live'],
  ['from a moment after the plan', { from: '2026-11-20T12:00:00.001Z' }, failed, 'not-yet-valid'],
  ['the very failure that was waived', { signature }, failed, 'live'],
  ['the same failure during an outage', { signature }, { ...failed, attribution: 'third-party' }, 'live'],
  ['another failure of the same check', { signature }, { ...failed, message: 'no stock' }, 'other-failure'],
  ['the same words in another step', { signature }, { ...failed, failingStep: 'signs in' }, 'other-failure'],
  ['a check that is gone', { check: 'journeys/gone' }, failed, 'orphaned'],
  ['approved by its owner', { approvedBy: ' Ａnna ', owner: 'ANNA' }, failed, 'own-approval'],
  ['a check that passed', {}, row(waived), 'not-needed'],
  ['a flake', {}, fellShort(waived, 'flaky', { reasonCode: 'passed-on-retry' }), 'live'],
  ['a flake that is too old', {}, fellShort(waived, 'flaky', { reasonCode: 'over-age' }), 'not-waivable'],
  ['the release identity', { check: identity }, failed, 'not-waivable'],
  ['a failure of a third party', {}, { ...failed, attribution: 'third-party' }, 'live'],
])('%s: %j', (_, change, found, standing) => {
  const { verdict, waivers } = judgedWith([found, row('journeys/b')], { waivers: [waiverOf(change)] });
  expect(waivers).toMatchObject([{ ...change, standing, message: expect.stringMatching(/[.…]$/) }]);
  const good = standing === 'live' || standing === 'not-needed' || found.tier === 'advisory';
  expect(verdict === 'GO').toBe(good);
});

const codes = (Object.entries(reasonMeanings) as [ReasonCode, (typeof reasonMeanings)[ReasonCode]][]).filter(
  ([code, { outcome }]) => !isWaivable({ outcome, reasonCode: code }),
);

test.each(codes)('what is %s can not be waived', (reasonCode, { outcome }) => {
  const found = fellShort(waived, outcome, { reasonCode });
  const { verdict, waivers, checks } = judgedWith([found, row('journeys/b')], { waivers: [waiverOf()] });
  expect([waivers[0]?.standing, verdict, checks[1]?.waiver]).toEqual(['not-waivable', 'INCONCLUSIVE', undefined]);
});

test('what was not measured or was removed is among it', () => {
  expect(codes.map(([code]) => code)).toEqual(
    expect.arrayContaining(['evidence-removed', 'no-evidence', 'over-age', 'script-threw']),
  );
  expect(codes.map(([code]) => code)).not.toContain('assertion-failed');
});

test('a safety check that the policy names is not waived, however good the waiver', () => {
  const policy = policySchema.parse({ version: 1, waivers: { never: ['journeys/*'] } });
  const { verdict, waivers } = judgedWith([failed, row('speed/b')], { waivers: [waiverOf({ signature })] }, { policy });
  expect([verdict, waivers[0]?.standing]).toEqual(['NO-GO', 'not-waivable']);
});

test.each<[number, RegExp | undefined]>([
  [14.001, undefined],
  [14, /expires in 14 days: anna has to see to it/],
  [7.5, /expires in 8 days: anna has to/],
  [7, /expires in 7 days: anna must mend or renew it\./],
  [5.2, /expires in 6 days: anna must mend or renew it\./],
  [1, /expires within a day: anna must mend or renew it now/],
  [0.001, /within a day/],
])('%f days ahead its owner is told: %s', (days, words) => {
  for (const found of [failed, row(waived)]) {
    const [only] = judgedWith([found, row('journeys/b')], { waivers: [waiverOf({ expires: day(days) })] }).waivers;
    if (words === undefined) expect(only?.message).not.toContain('expires');
    else expect(only?.message).toMatch(words);
  }
});

test('a waived flake spends no flake budget, and a waived check stays in every total', () => {
  const flakes = [waived, 'journeys/b'].map((id) => fellShort(id, 'flaky', { reasonCode: 'passed-on-retry' }));
  const policy = policySchema.parse({ version: 1, flakeBudget: 1 });
  const verdict = judgedWith(flakes, { waivers: [waiverOf()] }, { policy });
  expect(verdict.verdict).toBe('GO');
  expect(verdict.counts).toMatchObject({ planned: 3, passed: 1, flaky: 2 });
  expect(verdict.headline).toContain('Flaky within the budget: journeys/b.');
  expect(judgedWith(flakes, {}, { policy }).verdict).toBe('NO-GO');
});

test('the headline names what was waived, by which ticket and until when', () => {
  const { headline } = judgedWith([failed, row('journeys/b')], { waivers: [waiverOf()] });
  expect(headline).toBe(
    'GO (smoke): shop 2.4.0 may go. 2 of 3 blocking checks passed. Waived: journeys/a (SHOP-42, until 2026-12-15T12:00:00Z).',
  );
});

test('what was over when the run was planned stays so, whatever moment it is judged at', () => {
  const over = { waivers: [waiverOf({ expires: at })] };
  const { verdict, waivers } = judgedWith([failed, row('journeys/b')], over, { now: day(-1) });
  expect([verdict, waivers[0]?.standing]).toEqual(['NO-GO', 'expired']);
});

test('judging later never helps: what did not count yet does not begin to', () => {
  const waivers = [waiverOf({ from: day(1), expires: day(3) }), waiverOf({ expires: day(31) })];
  for (const days of [0, 1, 2, 4, 40]) {
    expect(judgedWith([failed, row('journeys/b')], { waivers }, { now: day(days) }).verdict).toBe('NO-GO');
  }
});
