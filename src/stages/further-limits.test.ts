import { expect, test } from 'vitest';
import { furtherLimits, furtherLimitsVariable } from '../records/further-limits.js';
import { parseLimit } from '../records/limit-expression.js';
import type { PlannedCheck } from '../records/plan.js';
import { furtherLimitsFor } from './further-limits.js';

const own = [parseLimit('http_req_duration{name:pay,scenario:rush}', 'p(95)<800'), parseLimit('http_reqs', 'count>5')];

function planned(...expressions: [key: string, expression: string][]): PlannedCheck[] {
  return expressions.map(([key, expression], at) => ({
    ...{ id: `load/rush/${at}`, title: 'a', stage: 'load', tier: 'blocking', thirdParties: [] },
    source: { kind: 'limit', file: 'load/rush.k6.ts', tool: 'k6', limit: parseLimit(key, expression) },
  }));
}
const further = (...expressions: [string, string][]) =>
  furtherLimits.parse(JSON.parse(furtherLimitsFor(planned(...expressions), own)[furtherLimitsVariable] ?? ''));

test('a load tool is told to count each planned limit that its script does not have, once', () => {
  const tighter = { metric: 'http_req_duration{scenario:rush,name:pay}', expression: 'p(95)<500' };
  expect(
    further(
      [tighter.metric, 'p(95)<500'],
      [tighter.metric, 'p(95) < 500'],
      [tighter.metric, 'p(95) < 800'],
      ['http_reqs', 'count>5'],
    ),
  ).toEqual([tighter]);
});

test('the same edge in other words is another limit: evidence is found by its words', () => {
  expect(further(['http_reqs', 'count>5.0'])).toEqual([{ metric: 'http_reqs', expression: 'count>5.0' }]);
});

test('no further limit is said, too: nobody else’s environment adds any', () => {
  expect(furtherLimitsFor([], own)).toEqual({ [furtherLimitsVariable]: '[]' });
  const identity = { ...planned(['http_reqs', 'count>9'])[0], source: { kind: 'identity' } } as PlannedCheck;
  expect(furtherLimitsFor([identity], own)).toEqual({ [furtherLimitsVariable]: '[]' });
});
