import { expect, test } from 'vitest';
import type { JudgedCheck, Reason, Verdict } from '../records/verdict.js';
import { countsOf } from './counts.js';
import { fellShort, row } from './decided.test-data.js';
import { headlineOf } from './headline.js';

type Said = Parameters<typeof headlineOf>[0];

function headline(change: Partial<Said> = {}): string {
  const checks = change.checks ?? [row('journeys/a'), row('journeys/b')];
  const subject = { name: 'shop', version: '2.4.0', commit: null, digest: null, requested: null };
  return headlineOf({
    ...{ verdict: 'GO', profile: 'standard', reasons: [], waivers: [], quarantine: [], notChecked: [] },
    ...{ subject: { ...subject, identity: 'observed' }, counts: countsOf(checks), checks },
    ...change,
  });
}

const go = 'GO (standard): shop 2.4.0 may go. 2 of 2 blocking checks passed.';
const until = '2026-12-01T12:00:00Z';
const waiver = { check: 'journeys/a', reason: 'r', ticket: 'S-1', owner: 'Anna', approvedBy: 'Ben', expires: until };
const quarantined = { check: 'load/a', issue: 'S-2', owner: 'Cleo', expires: until };
const worth = (standing: Verdict['waivers'][number]['standing']) => ({ standing, message: '' });

test('each verdict has its own sentence, with the release and the profile', () => {
  expect(headline()).toBe(go);
  expect(headline({ verdict: 'AWAITING-APPROVAL' })).toBe(
    'AWAITING-APPROVAL (standard): shop 2.4.0 may go once it is approved. 2 of 2 blocking checks passed.',
  );
  expect(headline({ verdict: 'NO-GO' })).toBe('NO-GO (standard): shop 2.4.0 must not go. No reason is on record.');
  expect(headline({ verdict: 'INCONCLUSIVE' })).toBe(
    'INCONCLUSIVE (standard): nobody knows yet whether shop 2.4.0 may go. No reason is on record.',
  );
});

test('what is not known is left out', () => {
  const subject = { name: 'shop', version: null, commit: null, digest: null, requested: null };
  expect(headline({ profile: null, subject: { ...subject, identity: 'none' } })).toBe(
    'GO: shop may go. 2 of 2 blocking checks passed.',
  );
});

test('a run that went on with another says which, and how much it measured itself', () => {
  const resumes = { runId: 'run-0', attempt: 2, measured: 1, kept: 1 };
  expect(headline({ resumes })).toBe(`${go} Attempt 2, resumes run run-0: 1 of 2 checks measured in it.`);
});

test('a check that passed now, and had failed while a third party was down, is named; one that did not is no news', () => {
  const checks = ['a/x', 'a/y', 'a/z'].map((id) => (id === 'a/z' ? fellShort(id, 'failed') : row(id)));
  const resumes = { runId: 'run-0', attempt: 2, measured: 3, kept: 0 };
  const told = (failedBefore: string[]) =>
    headline({ checks, resumes: { ...resumes, failedBefore } }).replace(/^.* measured in it\./, '');
  expect(told(['a/x', 'a/y', 'a/z'])).toBe(' Passed now, after a failure while a third party was down: a/x, a/y.');
  expect(told(['a/x'])).toBe(' Passed now, after a failure while a third party was down: a/x.');
  expect([told([]), told(['a/z'])]).toEqual(['', '']);
});

const flake = (id: string, change: Partial<JudgedCheck> = {}) => fellShort(id, 'flaky', change);

test.each<[string, Partial<Said>, string]>([
  ['a live waiver', { waivers: [{ ...waiver, ...worth('live') }] }, ` Waived: journeys/a (S-1, until ${until}).`],
  [
    'every live waiver',
    { waivers: [waiver, { ...waiver, check: 'load/b' }].map((one) => ({ ...one, ...worth('live') })) },
    ` Waived: journeys/a (S-1, until ${until}), load/b (S-1, until ${until}).`,
  ],
  ['no waiver that is worth nothing', { waivers: [{ ...waiver, ...worth('expired') }] }, ''],
  [
    'every live quarantine',
    { quarantine: [quarantined, { ...quarantined, check: 'load/b' }].map((one) => ({ ...one, ...worth('live') })) },
    ` Quarantined: load/a (S-2, Cleo, until ${until}), load/b (S-2, Cleo, until ${until}).`,
  ],
  ['no quarantine that is worth nothing', { quarantine: [{ ...quarantined, ...worth('not-needed') }] }, ''],
  ['what is not checked', { notChecked: [{ check: 'load/c', why: 'too few' }] }, ' 1 not checked in this profile.'],
])('a GO names %s', (_, change, more) => {
  expect(headline(change)).toBe(`${go}${more}`);
});

test.each<[string, JudgedCheck[], string]>([
  ['flakes', [flake('a/x'), flake('a/y')], '1 of 3 blocking checks passed. Flaky within the budget: a/x, a/y.'],
  ['no flake under a waiver', [flake('a/x', { waiver: 'S-1' })], '1 of 2 blocking checks passed.'],
  [
    'no flake that only advises',
    [flake('a/x', { tier: 'advisory' })],
    '1 of 1 blocking checks passed. 1 advisory check did not pass.',
  ],
  [
    'advice that was not good',
    [fellShort('a/x', 'failed', { tier: 'advisory' }), fellShort('a/y', 'missing', { tier: 'advisory' })],
    '1 of 1 blocking checks passed. 2 advisory checks did not pass.',
  ],
  ['no advice that was good', [row('a/x', { tier: 'advisory' })], '1 of 1 blocking checks passed.'],
  [
    'no advice of what is in quarantine, which is named by itself',
    [fellShort('a/x', 'failed', { tier: 'advisory', quarantine: 'S-2' })],
    '1 of 1 blocking checks passed.',
  ],
  ['a waived failure as not passed', [fellShort('a/x', 'failed', { waiver: 'S-1' })], '1 of 2 blocking checks passed.'],
])('a GO counts %s', (_, checks, proof) => {
  expect(headline({ checks: [row('journeys/a'), ...checks] })).toBe(`GO (standard): shop 2.4.0 may go. ${proof}`);
});

test('what is let through comes in one order: waived, quarantined, flaky, advised, not checked', () => {
  const checks = [row('journeys/a'), flake('a/x'), fellShort('a/y', 'failed', { tier: 'advisory' })];
  const waivers = [{ ...waiver, ...worth('live') }];
  const quarantine = [{ ...quarantined, ...worth('live') }];
  expect(headline({ checks, waivers, quarantine, notChecked: [{ check: 'load/c', why: '' }] })).toMatch(
    /1 of 2 .*\. Waived: .*\. Quarantined: .*\. Flaky .*\. 1 advisory .*\. 1 not checked in this profile\.$/,
  );
});

const because = (check: string, message: string, also: string[] = []): Reason => ({
  ...{ check, outcome: 'failed', reasonCode: 'assertion-failed', attribution: 'product', message, also },
});

test.each<[string, Reason[], string]>([
  ['a check whose title is its id, by it', [because('a/x', 'no thanks')], 'a/x: no thanks.'],
  ['a check with a title, by both', [because('journeys/a', 'no thanks')], '“a guest pays” (journeys/a): no thanks.'],
  ['a check that has no row, by its id', [because('journeys/gone', 'no thanks')], 'journeys/gone: no thanks.'],
  ['the run, by nothing but what happened', [because('run', 'no thanks')], 'no thanks.'],
  ['what else it hit', [because('a/x', 'no', ['a/y', 'a/z'])], 'a/x (and 2 more by the same cause): no.'],
  ['one more cause', [because('run', 'no'), because('a/x', 'n')], 'no. 1 more cause.'],
  ['more causes', [because('run', 'no'), because('a/x', 'n'), because('a/y', 'n')], 'no. 2 more causes.'],
])('the first cause names %s', (_, reasons, cause) => {
  const checks = [row('a/x'), row('journeys/a', { title: 'a guest pays' })];
  expect(headline({ verdict: 'NO-GO', checks, reasons })).toBe(`NO-GO (standard): shop 2.4.0 must not go. ${cause}`);
});

test.each([
  ...[['no'], ['no.', 'no.'], ['no!', 'no!'], ['why?', 'why?'], ['and so on…', 'and so on…'], ['(no.)', '(no.)']],
  ...[
    ['(no)', '(no).'],
    ['v2.4', 'v2.4.'],
    ['no. ', 'no. .'],
    ['no.))', 'no.)).'],
  ],
])('a sentence ends once (%s)', (message, told = 'no.') => {
  expect(headline({ verdict: 'NO-GO', reasons: [because('run', message)] })).toMatch(
    new RegExp(`must not go\\. ${told.replace(/[.?()]/g, '\\$&')}$`),
  );
});
