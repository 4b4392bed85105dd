import { describe, expect, test } from 'vitest';
import { parseLimit } from '../records/limit-expression.js';
import { plannedCheck, type PlannedCheck } from '../records/plan.js';
import { policy as policySchema } from '../records/policy.js';
import { costChecks, type CostsAsked } from './costs.js';

const file = 'load/rush.k6.ts';
const limit: PlannedCheck = {
  ...{ id: 'load/rush/pay', title: 'pay', stage: 'load', tier: 'blocking', thirdParties: [] },
  source: { kind: 'limit', file, tool: 'k6', limit: parseLimit('http_req_failed', 'rate<0.01') },
};
const cpu = { script: file, counter: 'process_cpu_seconds_total', marginPercent: 5 };

function planned({ policy = {}, ...rest }: Partial<Omit<CostsAsked, 'policy'>> & { policy?: object } = {}) {
  return costChecks({
    policy: policySchema.parse({ version: 1, costs: [cpu], ...policy }),
    ...{ beside: 'previous', limits: [limit], known: [{ file, tool: 'k6' }] },
    placeOf: (at) => `policy.yaml, line 7: costs[${at}]`,
    ...rest,
  });
}

describe('what a request costs', () => {
  test('is a check beside the release before, or beside the same one', () => {
    const { checks, notChecked } = planned();
    expect(notChecked).toEqual([]);
    expect(checks.map((check) => plannedCheck.parse(check))).toEqual([
      {
        id: 'load/rush/process-cpu-seconds-total@not-costlier-than-previous',
        title: 'rush: a request takes no more process_cpu_seconds_total than in the release before',
        ...{ stage: 'load', tier: 'blocking', thirdParties: [] },
        source: {
          ...{ ...limit.source, kind: 'comparison', of: limit.id, counter: cpu.counter, with: 'previous', among: 1 },
          ...{ margin: { relative: 0.05, absolute: 0 }, before: [] },
        },
      },
    ]);
    expect(planned({ beside: 'itself' }).checks.map(({ id }) => id)).toEqual([
      'load/rush/process-cpu-seconds-total@not-costlier-than-itself',
    ]);
  });

  test('is not checked, and that is said, where nothing runs beside or no limit of the script is', () => {
    for (const lack of [{ beside: undefined }, { limits: [] }])
      expect(planned(lack)).toEqual({
        checks: [],
        notChecked: [
          {
            check: 'load/rush/process-cpu-seconds-total@not-costlier-than-previous',
            why: expect.stringContaining('profile full'),
          },
        ],
      });
  });

  test('shares the error with the other comparisons', () => {
    const comparisons = [{ check: 'load/rush/pay', marginPercent: 5 }];
    expect(planned({ policy: { comparisons } }).checks[0]?.source).toMatchObject({ among: 2 });
    const all = { comparisons, costs: ['a', 'b', 'c', 'd'].map((counter) => ({ ...cpu, counter })) };
    expect(() => planned({ policy: all })).toThrow(
      'policy.yaml, line 7: costs[0]: comparisons and costs are 5 together, and at most 4 share the error.',
    );
  });

  test.each([
    [
      'a script that is not there',
      [{ ...cpu, script: 'load/none.k6.ts' }],
      /load\/none.k6.ts is no load script in load\/. There are: load\/rush.k6.ts\.$/,
    ],
    ['one twice', [cpu, cpu], /costs\[1\]: process_cpu_seconds_total of load\/rush.k6.ts is compared above/],
  ])('%s is an error', (_, costs, words) => {
    expect(() => planned({ policy: { costs } })).toThrow(words);
  });
});
