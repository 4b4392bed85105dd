import { rmSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { comparedWith, quiet } from '../policy/compared.test-data.js';
import { capacityAs, measuredAs, walksAs } from '../policy/good-record.js';
import { steadyAs } from '../policy/steady-record.js';
import type { CapacitySource, SteadySource, UnderLoadSource } from '../records/plan.js';
import { at, place } from '../release/signed-run.test-data.js';
import { verdictOf } from './judge.js';
import { asked, attempts, checks, limited, rules, runOf, tested } from './what-if.test-data.js';
import { verdictByPolicy } from './what-if.js';

afterAll(() => rmSync(place, { recursive: true }));

describe('another policy', () => {
  test('makes nothing of a run that its own one would not, if it is the same', () => {
    const run = runOf(rules(), checks);
    expect(verdictByPolicy(run, rules(), at)).toEqual(verdictOf(run, at));
    expect(asked(run, rules())).toMatchObject({ words: ['GO', 'GO'], why: [] });
  });

  test('decides the tiers, looser or stricter than those of the plan', () => {
    const advisory = rules({ tiers: [{ checks: 'journeys/b*', tier: 'advisory' }] });
    const failing = { 'journeys/b': attempts('failed', 'failed') };
    expect(asked(runOf(rules(), checks, failing), advisory)).toMatchObject({
      words: ['NO-GO', 'GO'],
      why: ['journeys/b no longer blocking: tiers[0] (journeys/b*: advisory)'],
    });
    const planned = checks.map((check) => ({
      ...check,
      tier: check.id === 'journeys/b' ? ('advisory' as const) : check.tier,
    }));
    expect(asked(runOf(advisory, planned, failing), rules())).toMatchObject({
      words: ['GO', 'NO-GO'],
      why: ['journeys/b now blocking: no tier matches it, so it is blocking'],
    });
  });

  test('never takes the identity out of what decides', () => {
    const all = rules({ tiers: [{ checks: 'environment/**', tier: 'advisory' }] });
    expect(asked(runOf(rules(), checks), all).after.checks[0]?.tier).toBe('blocking');
  });

  test('has a flake budget of its own', () => {
    const run = runOf(rules(), checks, { 'journeys/a': attempts('failed', 'passed') });
    expect(asked(run, rules({ flakeBudget: 1 }))).toMatchObject({
      words: ['NO-GO', 'GO'],
      why: ['journeys/a flaky, and flakeBudget is 1 instead of 0'],
    });
  });

  test('with fewer attempts does not see what passed later, nor what a tag found then', () => {
    const flaky = runOf(rules({ flakeBudget: 1 }), checks, { 'journeys/b': attempts('failed', 'passed') });
    const { words, after } = asked(flaky, rules({ attempts: 1, flakeBudget: 1 }));
    expect(words).toEqual(['GO', 'NO-GO']);
    expect(after.checks[3]).toMatchObject({
      outcome: 'missing',
      message: expect.stringContaining('attempt 2 of its test'),
    });
  });

  test('with more attempts knows nothing of those that were not made', () => {
    const failed = runOf(rules(), checks, { 'journeys/b': attempts('failed', 'failed') });
    const { words, why, after } = asked(failed, rules({ attempts: 3 }));
    expect(words).toEqual(['NO-GO', 'INCONCLUSIVE']);
    expect(why[0]).toContain("journeys/b missing: It failed at all 2 of the run's attempts, and the policy has 3");
    expect(after.checks[3]?.message).toContain('another attempt would have followed');
    const passed = runOf(rules(), checks);
    expect(asked(passed, rules({ attempts: 3 })).words).toEqual(['GO', 'GO']);
    const marked = runOf(rules(), checks, {
      'journeys/b': (good) => (good.kind === 'test' ? { ...good, expectedStatus: 'failed' } : good),
    });
    expect(asked(marked, rules({ attempts: 3 })).words).toEqual(['NO-GO', 'NO-GO']);
  });

  test('that requires what was not planned is INCONCLUSIVE, and one that no longer requires what is gone is not', () => {
    expect(asked(runOf(rules(), checks), rules({ required: ['journeys/z'] }))).toMatchObject({
      words: ['GO', 'INCONCLUSIVE'],
      why: ['run policy.yaml requires journeys/z, and the plan does not have it.'],
    });
    const required = runOf(rules({ required: ['journeys/z'] }), [...checks, tested('journeys/z', '(none)')]);
    expect(asked(required, rules())).toMatchObject({
      words: ['INCONCLUSIVE', 'GO'],
      why: ['journeys/z is no longer required, and nothing is it'],
    });
  });

  test('that asks for approvals awaits them', () => {
    expect(asked(runOf(rules(), checks), rules({ approvals: [{ role: 'manager' }] }))).toMatchObject({
      words: ['GO', 'AWAITING-APPROVAL'],
      why: ['run the policy asks for approvals: 1 × manager'],
    });
  });

  test('has its own age of evidence', () => {
    const run = runOf(rules(), checks);
    const later = '2026-11-21T00:00:00.000Z';
    expect(verdictByPolicy(run, rules({ evidenceMaxAgeHours: 13 }), later).verdict).toBe('GO');
    expect(verdictByPolicy(run, rules({ evidenceMaxAgeHours: 11 }), later).verdict).toBe('INCONCLUSIVE');
  });

  test('makes nothing good of a run whose own policy is not the one it was planned with', () => {
    const run = runOf(rules(), checks);
    const swapped = { ...run, policy: rules({ flakeBudget: 9 }) };
    expect(verdictByPolicy(swapped, rules({ flakeBudget: 1 }), at).verdict).toBe('INCONCLUSIVE');
  });

  test('compares by its own margin, and what it does not compare is no row', () => {
    const pay = limited('p(95)<800', 'http_req_duration');
    const compared = (marginPercent: number) => rules({ comparisons: [{ check: pay.id, marginPercent }] });
    const source = comparedWith(quiet);
    const planned = [...checks, pay, { ...pay, id: `${pay.id}@not-slower`, source }];
    const slower = () => measuredAs(source, 120);
    const run = runOf(compared(10), planned, { [`${pay.id}@not-slower`]: slower });
    expect(asked(run, compared(10))).toMatchObject({ words: ['NO-GO', 'NO-GO'], why: [] });
    expect(asked(run, compared(30))).toMatchObject({ words: ['NO-GO', 'GO'] });
    expect(asked(run, rules())).toMatchObject({
      words: ['NO-GO', 'GO'],
      why: ['load/rush/pay@not-slower is no longer compared'],
    });
    // What had passed has no part in why the verdict is another one.
    const failing = runOf(compared(10), planned, { 'journeys/b': attempts('failed', 'failed') });
    const ofB = rules({ tiers: [{ checks: 'journeys/b*', tier: 'advisory' }] });
    expect(asked(failing, ofB).why).toEqual(['journeys/b no longer blocking: tiers[0] (journeys/b*: advisory)']);
    const advisory = rules({
      comparisons: [{ check: pay.id, marginPercent: 10 }],
      tiers: [{ checks: 'load/**@not-slower', tier: 'advisory' }],
    });
    expect(asked(run, advisory).words).toEqual(['NO-GO', 'GO']);
  });

  test('has its own word on how much may grow', () => {
    const source: SteadySource = {
      ...{ kind: 'steady', file: 'load/rush.k6.ts', tool: 'k6' },
      ...{ metric: 'process_resident_memory_bytes', atMostPercentPerHour: 10 },
    };
    const id = 'load/rush/process-resident-memory-bytes@steady';
    const allowing = (atMostPercentPerHour: number) =>
      rules({ steady: [{ script: source.file, of: source.metric, atMostPercentPerHour }] });
    const row = { ...limited('p(95)<800', 'http_req_duration'), id, source };
    const run = runOf(allowing(10), [...checks, row], { [id]: () => steadyAs(source, 2) });
    expect(asked(run, allowing(10))).toMatchObject({ words: ['NO-GO', 'NO-GO'], why: [] });
    expect(asked(run, allowing(30)).words).toEqual(['NO-GO', 'GO']);
    expect(asked(run, rules())).toMatchObject({ words: ['NO-GO', 'GO'], why: [`${id} is no longer watched`] });
  });

  test('asks for a capacity of its own; with other limits nobody knows where the search would have led', () => {
    const pay = limited('p(95)<800', 'http_req_duration');
    if (pay.source.kind !== 'limit') throw new Error('a limit');
    const { file, limit } = pay.source;
    const source: CapacitySource = {
      ...{ kind: 'capacity', file, tool: 'k6', atLeast: 3, most: 16, peakRate: 25 },
      limits: [{ check: pay.id, limit }],
    };
    const seeking = (atLeast: number, more: object = {}) => rules({ capacity: [{ script: file, atLeast }], ...more });
    const planned = [...checks, pay, { ...pay, id: 'load/rush/capacity', source }];
    const run = runOf(seeking(3), planned, { 'load/rush/capacity': () => capacityAs(source, 2) });
    expect(asked(run, seeking(2)).words).toEqual(['INCONCLUSIVE', 'GO']);
    expect(asked(run, seeking(3)).words).toEqual(['INCONCLUSIVE', 'INCONCLUSIVE']);
    expect(asked(run, rules())).toMatchObject({
      words: ['INCONCLUSIVE', 'GO'],
      why: ['load/rush/capacity is no longer looked for'],
    });
    const tighter = seeking(2, { limits: [{ check: pay.id, expression: 'p(95)<700' }] });
    const row = asked(run, tighter).after.checks.find(({ id }) => id === 'load/rush/capacity');
    expect(row).toMatchObject({ outcome: 'missing', message: expect.stringContaining('with other limits') });
  });

  test('has a margin of its own for what walked under load', () => {
    const file = 'load/rush.k6.ts';
    const source: UnderLoadSource = {
      ...{ kind: 'under-load', walks: 'journeys/a', file, tool: 'k6', among: 1 },
      ...{ test: { file: 'a.spec.ts', line: 1, project: 'journeys', title: 'a' } },
      margin: { relative: 0.5, absolute: 0 },
    };
    const id = 'journeys/a@under-load';
    const walking = (marginPercent: number) =>
      rules({ underLoad: [{ script: file, checks: ['journeys/a'], marginPercent }] });
    const planned = [...checks, { ...tested('journeys/a'), id, stage: 'load', source }];
    const run = runOf(walking(50), planned, { [id]: () => walksAs(1.2, at) });
    expect(asked(run, walking(50)).words).toEqual(['GO', 'GO']);
    expect(asked(run, walking(10)).words).toEqual(['GO', 'NO-GO']);
    expect(asked(runOf(walking(10), planned, { [id]: () => walksAs(3, at) }), rules())).toMatchObject({
      words: ['NO-GO', 'GO'],
      why: [`${id} is no longer walked under load`],
    });
  });
});
