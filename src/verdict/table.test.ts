import { expect, test } from 'vitest';
import { attribution, outcome } from '../records/check.js';
import type { JudgedCheck } from '../records/verdict.js';
import { fellShort, row } from './decided.test-data.js';
import { effectOf, effects, isOverBudget, isWaived, rank } from './table.js';

const flake = (change: Partial<JudgedCheck> = {}): JudgedCheck =>
  fellShort('journeys/a', 'flaky', { reasonCode: 'passed-on-retry', ...change });

test('a failure that is nobody’s matter is the product’s', () => {
  expect(effectOf(fellShort('journeys/a', 'failed', { attribution: undefined }), false)).toBe('NO-GO');
});

test('a check that passed does the verdict no harm, over the flake budget or within it', () => {
  expect([true, false].map((over) => effectOf(row('journeys/a'), over))).toEqual(['none', 'none']);
});

test.each<[string, JudgedCheck, boolean, string]>([
  ['within the budget, does no harm', flake(), false, 'none'],
  ['over the budget, is a NO-GO', flake(), true, 'NO-GO'],
  ['within the budget and too old, says nothing', flake({ reasonCode: 'over-age' }), false, 'INCONCLUSIVE'],
  ['over the budget and too old, is a NO-GO all the same', flake({ reasonCode: 'over-age' }), true, 'NO-GO'],
  ['waived, does no harm', flake({ waiver: 'S-1' }), true, 'none'],
  [
    'waived and too old, does the harm of one without a waiver',
    flake({ reasonCode: 'over-age', waiver: 'S-1' }),
    true,
    'NO-GO',
  ],
  ['advisory, does no harm', flake({ tier: 'advisory' }), true, 'none'],
])('a flake, %s', (_, check, overBudget, effect) => {
  expect(effectOf(check, overBudget)).toBe(effect);
});

test.each<[string, JudgedCheck[], number, boolean]>([
  ['none, of none', [], 0, false],
  ['one of none', [flake()], 0, true],
  ['as many as there may be', [flake(), flake()], 2, false],
  ['one more', [flake(), flake(), flake()], 2, true],
  ['one that only advises', [flake({ tier: 'advisory' })], 0, false],
  ['one that is waived', [flake({ waiver: 'S-1' })], 0, false],
  ['one that cannot be waived any more', [flake({ waiver: 'S-1', reasonCode: 'over-age' })], 0, true],
  ['others that failed', [fellShort('journeys/a', 'failed'), row('journeys/b')], 0, false],
])('the flake budget counts blocking flakes without a waiver: %s', (_, checks, flakeBudget, over) => {
  expect(isOverBudget(checks, { flakeBudget })).toBe(over);
});

test('without a waiver nothing is waived; with one only a failure or a flake is', () => {
  for (const found of outcome.options) {
    const check = fellShort('journeys/a', found);
    expect(isWaived(check)).toBe(false);
    expect(isWaived({ ...check, waiver: 'S-1' }), found).toBe(found === 'failed' || found === 'flaky');
  }
});

test('only what passed or was flaky can end in a GO, whoever’s matter it is', () => {
  for (const found of outcome.options)
    for (const whose of attribution.options)
      expect(effects[found][whose], `${found}, ${whose}`).toMatch(
        found === 'passed' ? /^none$/ : found === 'flaky' ? /^spends-flake-budget$/ : /^(NO-GO|INCONCLUSIVE)$/,
      );
  expect(rank).toEqual(['NO-GO', 'INCONCLUSIVE', 'AWAITING-APPROVAL', 'GO']);
});
