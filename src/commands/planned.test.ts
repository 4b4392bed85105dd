import { expect, test } from 'vitest';
import { parseLimit } from '../records/limit-expression.js';
import type { Gathering, Plan, PlannedCheck, Source } from '../records/plan.js';
import { plannedInWords } from './planned.js';

const check = (id: string, source: Source, tier: PlannedCheck['tier'] = 'blocking'): PlannedCheck => ({
  ...{ id, title: id, stage: id.slice(0, id.indexOf('/')), tier, source, thirdParties: [] },
});
const aTest: Source = { kind: 'test', file: 'suites/journeys/a.spec.ts', line: 3, project: 'journeys', title: 'a' };
const limit: Source = { kind: 'limit', file: 'load/rush.k6.ts', tool: 'k6', limit: parseLimit('checks', 'rate>0.9') };
const gathering = (id: string, tool: Gathering['tool'], checks: string[]): Gathering => ({
  ...{ id, tool, files: ['a'], checks, estimatedSeconds: 6, estimatedRequests: 30 },
});
const told = (plan: Pick<Plan, 'checks' | 'gatherings'>): string[] => [...plannedInWords(plan as Plan)];

test('a plan names each of its checks, those too that no tool of its own measures, and counts them by kind', () => {
  const checks = [
    check('environment/release-identity', { kind: 'identity' }),
    ...[check('journeys/a', aTest), check('journeys/b', aTest, 'advisory')],
    check('journeys/a@accessible', { kind: 'derived', of: 'journeys/a', tag: '@accessible' }),
    ...[check('load/rush/p95', limit), check('contracts/orders', { kind: 'foreign', format: 'junit' })],
    check('journeys/gone', { ...aTest, file: '(none)' }),
  ];
  const gatherings = [
    gathering('functional', 'playwright', ['journeys/a', 'journeys/b', 'journeys/a@accessible']),
    ...[gathering('contracts.orders', 'foreign', ['contracts/orders']), gathering('rush', 'k6', ['load/rush/p95'])],
  ];
  expect(told({ checks, gatherings })).toEqual([
    "7 checks (the release, 3 tests, 1 more of what tests walk through, 1 limit, 1 other tool's report), about 18 s, about 90 requests",
    ...['', 'release (asked before, during and after)', '  environment/release-identity'],
    ...[
      '',
      'functional (playwright, about 6 s)',
      '  journeys/a',
      '  journeys/b  (advisory)',
      '  journeys/a@accessible',
    ],
    ...['', 'contracts.orders (foreign, about 6 s)', '  contracts/orders'],
    ...['', 'rush (k6, about 6 s)', '  load/rush/p95'],
    ...['', 'nothing (required by policy.yaml, and nothing in this project is it)', '  journeys/gone'],
  ]);
});

test('a part of a plan says nothing of what it leaves out', () => {
  const part = {
    checks: [check('journeys/a', aTest)],
    gatherings: [gathering('functional', 'playwright', ['journeys/a'])],
  };
  expect(told(part)).toEqual([
    '1 check (1 test), about 6 s, about 30 requests',
    ...['', 'functional (playwright, about 6 s)', '  journeys/a'],
  ]);
});
