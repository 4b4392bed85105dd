import { describe, expect, test } from 'vitest';
import type { BaselineRun, LoadConditions } from '../records/baseline.js';
import { parseLimit } from '../records/limit-expression.js';
import { isInPairs, plannedCheck, type PlannedCheck } from '../records/plan.js';
import { policy as policySchema } from '../records/policy.js';
import { comparisonNotes, comparisonsOf, type Compared } from './comparisons.js';

const pay = limited('load/rush/pay', 'http_req_duration{name:pay}', 'p(95)<800');
const own = limited('load/rush/own', 'basket_time', 'med<80');
const errors = limited('load/rush/errors', 'http_req_failed', 'rate<0.01');
const slowest = limited('load/rush/slowest', 'http_req_duration', 'p(5)>10');

function limited(id: string, metric: string, expression: string): PlannedCheck {
  const limit = { ...parseLimit(metric, expression), ...(metric === 'basket_time' ? { unit: 'ms' as const } : {}) };
  const source = { kind: 'limit', file: 'load/rush.k6.ts', tool: 'k6', limit } as const;
  return { id, title: id, stage: 'load', tier: 'blocking', source, thirdParties: [] };
}

const conditions: LoadConditions = {
  ...{ profile: 'standard', staging: 'shop', script: 'a'.repeat(64), machine: '2 × chip, linux x64' },
  tools: { gonogo: '0.1.0', k6: '2.2.0' },
};

/** So many runs, a day each, of about 100 ms. */
function runs(count: number, change: Partial<BaselineRun> = {}): BaselineRun[] {
  return Array.from({ length: count }, (_, day) => ({
    ...{ schemaVersion: 1 as const, runId: `run-${day}`, release: '1.0.0', script: 'load/rush.k6.ts', conditions },
    finishedAt: new Date(Date.UTC(2026, 0, day + 1)).toISOString(),
    figures: { [pay.id]: { ms: 100 + (day % 3), lateMs: 1 } },
    ...change,
  }));
}

interface Asked extends Partial<Omit<Compared, 'policy'>> {
  policy?: object;
}
function planned({
  policy = { comparisons: [{ check: pay.id, marginPercent: 10, floorMs: 2 }] },
  ...rest
}: Asked = {}) {
  return comparisonsOf({
    policy: policySchema.parse({ version: 1, ...policy }),
    profile: 'standard',
    beside: undefined,
    load: { checks: [pay, own, errors, slowest], notChecked: [{ check: 'load/rush/p99', why: 'too few' }] },
    baselines: { rolling: runs(12), pinned: [] },
    conditions: new Map([['load/rush.k6.ts', conditions]]),
    placeOf: (at) => `policy.yaml, line 7: comparisons[${at}]`,
    ...rest,
  });
}
const whyNot = (asked: Asked) => planned(asked).notChecked.map(({ check, why }) => `${check}: ${why}`);

describe('what is compared', () => {
  test('is a check of its own beside the limit’s, with the latest ten runs that compare', () => {
    const { checks, notChecked } = planned();
    expect(notChecked).toEqual([]);
    expect(checks.map((check) => plannedCheck.parse(check))).toEqual([
      {
        ...{ id: 'load/rush/pay@not-slower', stage: 'load', tier: 'blocking', thirdParties: [] },
        title: 'pay: 95 % of requests take no longer than in earlier runs',
        source: {
          ...{ ...pay.source, kind: 'comparison', of: pay.id, with: 'rolling', among: 1 },
          margin: { relative: 0.1, absolute: 2 },
          before: runs(12)
            .slice(-10)
            .map(({ runId, release, figures }) => ({ runId, release, ...figures[pay.id] })),
        },
      },
    ]);
  });

  test('is compared with all pinned runs too, where there are any', () => {
    const { checks } = planned({ baselines: { rolling: runs(12), pinned: runs(11) } });
    expect(checks.map(({ id }) => id)).toEqual(['load/rush/pay@not-slower', 'load/rush/pay@not-slower-than-pinned']);
    expect(checks[1]).toMatchObject({
      title: 'pay: 95 % of requests take no longer than in the pinned runs',
      source: { with: 'pinned', before: { length: 11 } },
    });
  });

  test('says how many share the error, and what it is of', () => {
    const comparisons = [pay, own].map(({ id }) => ({ check: id, marginPercent: 10 }));
    const rolling = runs(6).map((run) => ({ ...run, figures: { ...run.figures, [own.id]: { ms: 7 } } }));
    const { checks } = planned({ policy: { comparisons }, baselines: { rolling, pinned: [] } });
    expect(checks.map(({ source }) => source.kind === 'comparison' && source.among)).toEqual([2, 2]);
    expect(checks[1]?.title).toBe('all: half of basket_time is no longer than in earlier runs');
  });
});

describe('a cold start', () => {
  test('is not checked, and says what differs from the latest run that there is', () => {
    const older = { ...conditions, tools: { gonogo: '0.1.0', k6: '2.1.0' } };
    const rolling = [
      ...runs(7, { conditions: older }),
      ...runs(4).map((run) => ({ ...run, runId: `now ${run.runId}` })),
    ];
    expect(whyNot({ baselines: { rolling, pinned: [] } })).toEqual([
      'load/rush/pay@not-slower: a cold start: baseline.jsonl has 4 GO runs of the same script, profile, environment and tools, and it takes 5 to compare with (10 are better); in the latest other, k6 was 2.1.0, and is 2.2.0 now. The limit itself decides',
    ]);
    expect(whyNot({ baselines: { rolling: runs(1), pinned: [] } })[0]).toContain('has 1 GO run of');
    expect(whyNot({ baselines: { rolling: runs(9, { figures: { [own.id]: { ms: 1 } } }), pinned: [] } })[0]).toContain(
      'has 0 GO runs of the same script, profile, environment and tools, and it takes 5 to compare with (10 are better). The',
    );
    expect(whyNot({ baselines: { rolling: runs(9), pinned: runs(2) } })[0]).toContain(
      'load/baseline.jsonl has 2 GO runs',
    );
  });

  test('is checked all the same where the policy requires it, and will prove nothing', () => {
    const required = ['load/rush/pay@not-slower', 'load/rush/pay@not-slower-than-pinned'];
    const policy = { comparisons: [{ check: pay.id, marginPercent: 10 }], required };
    const { checks, notChecked } = planned({ policy, baselines: { rolling: runs(2), pinned: [] } });
    expect(checks.map(({ id }) => id)).toEqual(required);
    expect(checks.map(({ source }) => source.kind === 'comparison' && source.before.length)).toEqual([2, 0]);
    expect(notChecked).toEqual([]);
  });
});

test('a smoke run compares nothing, whatever is required', () => {
  const policy = { comparisons: [{ check: pay.id, marginPercent: 10 }], required: ['load/rush/pay@not-slower'] };
  expect(planned({ policy, profile: 'smoke', conditions: new Map() })).toEqual({
    checks: [],
    notChecked: [
      { check: 'load/rush/pay@not-slower', why: 'profile smoke is too short to be compared with earlier runs' },
    ],
  });
});

test('a limit that is not checked itself is not compared', () => {
  const policy = { comparisons: [{ check: 'load/rush/p99', marginPercent: 10 }] };
  expect(whyNot({ policy })).toEqual(['load/rush/p99@not-slower: load/rush/p99 is not checked itself']);
});

test.each([
  [
    ['load/rush/none'],
    /line 7: comparisons\[0\]: no load script has the limit load\/rush\/none\. On durations there are: load\/rush\/pay, load\/rush\/own\.$/,
  ],
  [['load/rush/errors'], /load\/rush\/errors is no upper limit on a duration/],
  [['load/rush/slowest'], /load\/rush\/slowest is no upper limit on a duration/],
  [['load/rush/pay', 'load/rush/pay'], /comparisons\[1\]: load\/rush\/pay is compared above\. Keep one\./],
])('a policy that compares %j is refused', (ids, words) => {
  const policy = { comparisons: ids.map((check) => ({ check, marginPercent: 10 })) };
  for (const profile of ['smoke', 'standard'] as const)
    expect(() => planned({ policy, profile })).toThrow(
      expect.objectContaining({ name: 'UsageError', message: expect.stringMatching(words) }),
    );
});

test('without a limit on a duration there is nothing to name', () => {
  expect(() => planned({ load: { checks: [errors], notChecked: [] } })).toThrow(
    /There is none on a duration in load\/\.$/,
  );
});

test('a margin that so noisy runs hardly ever prove is said beforehand', () => {
  const noisy = runs(8).map((run, day) => ({ ...run, figures: { [pay.id]: { ms: day % 2 === 0 ? 90 : 110 } } }));
  const notes = (rolling: BaselineRun[]) => comparisonNotes(planned({ baselines: { rolling, pinned: [] } }).checks);
  expect(notes(noisy)).toEqual([
    expect.stringMatching(
      /^load\/rush\/pay@not-slower: earlier runs differ so much .* proves a margin of 10 %; \d\d(\.\d)? % would do$/,
    ),
  ]);
  expect(notes(runs(8))).toEqual([]);
  expect(comparisonNotes([pay])).toEqual([]);
});

describe('what runs beside', () => {
  const beside = (asked: Asked) => planned(asked).checks.filter(({ source }) => isInPairs(source));

  test('is compared with, whatever was measured earlier: the release before', () => {
    const baselines = { rolling: [], pinned: [] };
    const full = new Map([['load/rush.k6.ts', { ...conditions, profile: 'full' as const }]]);
    const [check, ...others] = beside({ profile: 'full', beside: 'previous', baselines, conditions: full });
    expect(others).toEqual([]);
    expect(plannedCheck.parse(check)).toMatchObject({
      id: 'load/rush/pay@not-slower-than-previous',
      title: 'pay: 95 % of requests take no longer than in the release before',
      source: { of: pay.id, before: [], among: 1, margin: { relative: 0.1, absolute: 2 } },
    });
  });

  test('… or the same release once more, in smoke runs too', () => {
    const [check, ...others] = beside({ profile: 'smoke', beside: 'itself' });
    expect(others).toEqual([]);
    expect(plannedCheck.parse(check)).toMatchObject({
      id: 'load/rush/pay@not-slower-than-itself',
      title: 'pay: 95 % of requests take no longer than in the same release once more',
      source: { of: pay.id, with: 'itself', before: [] },
    });
  });

  test('may be nothing, and a limit that the profile cannot prove is not compared with it', () => {
    expect(beside({})).toEqual([]);
    const policy = { comparisons: [{ check: 'load/rush/p99', marginPercent: 10, floorMs: 2 }] };
    expect(beside({ policy, beside: 'previous' })).toEqual([]);
  });
});
