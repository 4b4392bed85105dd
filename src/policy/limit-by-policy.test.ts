import { expect, test } from 'vitest';
import { parseLimit } from '../records/limit-expression.js';
import { policy } from '../records/policy.js';
import type { PlannedCheck } from '../records/plan.js';
import type { JudgingContext } from './context.js';
import { goodRecord } from './good-record.js';
import { judgeCheck } from './judge-check.js';
import { fellShort, passed } from './judgement.js';
import { heldToPolicy } from './limit-by-policy.js';

const planned = parseLimit('http_req_duration{name:pay}', 'p(95)<500');
const good = passed('1 of 900 samples.', { durationMs: 7, actual: '300 ms of 900 samples' });
const held = (expression: string, check = 'load/rush/pay') =>
  heldToPolicy(good, 'load/rush/pay', planned, policy.parse({ version: 1, limits: [{ check, expression }] }));

test('a pass at a looser edge than the policy’s is none, and says what to do', () => {
  expect(held('p(95)<499')).toMatchObject({
    ...{ outcome: 'errored', reasonCode: 'counts-disagree', durationMs: 7 },
    expected: 'http_req_duration{name:pay} p(95)<499',
    message: expect.stringMatching(
      /limits it to p\(95\)<499, and it was measured at p\(95\)<500: .*gonogo verify/,
    ) as string,
  });
});

test.each(['p(95)<500', 'p(95)<=500', 'p(95)<800'])('a pass stays one where the policy asks for %s', (expression) => {
  expect(held(expression)).toBe(good);
});

test('a policy whose expression cannot be compared keeps no pass', () => {
  for (const expression of ['p(99)<900', 'p(95)>1', 'avg<900', 'fast'])
    expect(held(expression).outcome).toBe('errored');
});

test('other checks are not concerned', () => {
  expect(held('p(95)<1', 'load/rush/browse')).toBe(good);
});

test('what is not within the looser edge stays what it is', () => {
  const failed = fellShort('limit-exceeded', 'too slow');
  const tighter = policy.parse({ version: 1, limits: [{ check: 'load/rush/pay', expression: 'p(95)<1' }] });
  expect(heldToPolicy(failed, 'load/rush/pay', planned, tighter)).toBe(failed);
});

test('a planned limit is judged so', () => {
  const check: PlannedCheck = {
    ...{ id: 'load/rush/pay', title: 'pay', stage: 'load', tier: 'blocking', thirdParties: [] },
    source: { kind: 'limit', file: 'load/rush.k6.ts', tool: 'k6', limit: planned },
  };
  const judged = (expression: string) => {
    const limits = [{ check: check.id, expression }];
    const context: JudgingContext = {
      ...{ runId: 'run-1', requested: { release: '2.4.0', origin: '--release' }, now: '2026-11-20T12:00:00.000Z' },
      ...{ policy: policy.parse({ version: 1, limits }), profile: 'standard', health: [], problems: new Map() },
    };
    return judgeCheck(check, goodRecord(check, context), context).outcome;
  };
  expect([judged('p(95)<500'), judged('p(95)<400')]).toEqual(['passed', 'errored']);
});
