import { describe, expect, test } from 'vitest';
import { errorBudget } from './error-budget.js';
import { parseLimit } from './limit-expression.js';

const of = (limit: string, samples: number, beyond: number) => {
  const [metric, expression] = limit.split(' ') as [string, string];
  return errorBudget(parseLimit(metric, expression).rule, { samples, beyond });
};

describe('the error budget of a limit', () => {
  test.each([
    ['http_req_duration p(95)<800', 600, 3, { allowed: 30, used: 3, part: 0.1 }],
    ['http_req_failed rate<0.01', 1000, 25, { allowed: 10, used: 25, part: 2.5 }],
    // Of what should be so mostly, the zeros are what goes wrong; a record counts the others.
    ['http_req_failed rate>0.95', 200, 195, { allowed: 10, used: 5, part: 0.5 }],
    ['http_req_duration p(95)<800', 30, 0, { allowed: 1.5, used: 0, part: 0 }],
  ])('%s: of %d samples %d are beyond', (limit, samples, beyond, budget) => {
    expect(of(limit, samples, beyond)).toEqual(budget);
  });

  test.each([
    ['nothing may go wrong', 'http_req_duration max<9', 10],
    ['it is no share', 'http_reqs count>9', 10],
    ['nothing was seen', 'http_req_duration p(95)<800', 0],
  ])('is none where %s', (_, limit, samples) => {
    expect(of(limit, samples, 0)).toBeUndefined();
  });
});
