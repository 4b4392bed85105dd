import { expect, test } from 'vitest';
import type { Measured } from '../records/evidence.js';
import { parseLimit } from '../records/limit-expression.js';
import type { PlannedCheck, Source } from '../records/plan.js';
import { policy as policySchema } from '../records/policy.js';
import { explanationOf } from './explanation.js';
import { spread } from './flip.js';
import { countsOf, goodRecord } from './good-record.js';

const now = '2026-11-20T12:00:00.000Z';
const context = {
  ...{ runId: 'run-1', requested: { release: '2.4.0', origin: '--release' as const }, profile: 'standard' as const },
  ...{ policy: policySchema.parse({ version: 1 }), now, health: [], problems: new Map(), resumes: undefined },
};

/** What is said of a check, by its word in the margin. */
function said(source: Source, change: (good: Measured) => Measured = (good) => good): Record<string, string> {
  const check: PlannedCheck = {
    ...{ id: 'load/rush/pay', title: 'pay', stage: 'load', tier: 'blocking', thirdParties: [] },
    source,
  };
  const good = goodRecord(check, context);
  return Object.fromEntries(explanationOf(check, { ...good, measured: change(good.measured) }, context));
}

const limit = (metric: string, expression: string): Extract<Source, { kind: 'limit' }> => ({
  ...{ kind: 'limit', file: 'load/rush.k6.ts', tool: 'k6' },
  limit: parseLimit(metric, expression),
});

test('a limit says its rule, interval, n, and both counts at which it would flip', () => {
  const source = limit('http_req_failed', 'rate<0.01');
  const empty = Array.from({ length: 60 }, () => ({ samples: 40, beyond: 0 }));
  const words = said(source, () => ({
    ...{ ...countsOf(source.limit, 0), samples: 2400, beyond: 12 },
    blocks: spread(empty, 12, 0),
  }));
  expect(words).toEqual({
    rule: 'http_req_failed rate<0.01: at most 1 % of all samples on the wrong side, proven at 95 % by their counts (exact binomial bounds)',
    measured: '12 of 2400 samples are on the wrong side',
    interval: '0.289 % to 0.809 %, each bound at 95 %',
    n: '2400, worth 2400 independent ones (design effect 1, from 60 seconds); proof takes at least 299',
    flips: 'it would fail from 33 of 2400 beyond; has 12; would be proven within up to 15',
    age: 'recorded 2026-11-20T12:00:00.000Z; a pass is stale from 2026-11-21T12:00:00.000Z on (24 h)',
  });
});

test('a limit that so few samples cannot prove says how many would', () => {
  const source = limit('http_req_failed', 'rate<0.01');
  const words = said(source, () => ({
    ...{ ...countsOf(source.limit, 0), samples: 100, beyond: 0 },
    blocks: [{ samples: 100, beyond: 0 }],
  }));
  expect(words['flips']).toContain('it would pass with no count, since proof takes 299 samples');
});

test('a limit on every sample, and one on a sum, say so', () => {
  expect(said(limit('own', 'max<9'))).toMatchObject({
    rule: 'own max<9: none of the samples may be on the wrong side',
    flips: expect.stringMatching(/^it would fail from 1 of \d+ beyond; has 0; would be proven within up to 0$/),
  });
  expect(said(limit('orders', 'count>=100'))).toMatchObject({
    rule: 'orders count>=100: the sum of all samples',
    flips: 'fails as soon as the sum is not >=100',
  });
});

test('a derived check says its pages and findings, of which none are allowed', () => {
  const source: Source = { kind: 'derived', of: 'journeys/a', tag: '@accessible' };
  expect(said(source)).toMatchObject({
    measured: '1 page, 0 findings (0 allowed)',
    flips: expect.stringContaining('1 finding'),
  });
  const findings = [{ what: 'no label', where: '/pay' }];
  expect(said(source, () => ({ kind: 'derived', pages: 2, findings }))['finding']).toBe('no label at /pay');
});

test('another tool’s report says its figures, and what was not measured says why', () => {
  expect(said({ kind: 'foreign', format: 'junit' })['measured']).toContain('1 in all: 1 passed');
  const nothing = {
    kind: 'not-measured',
    reasonCode: 'setup-failed',
    attribution: 'harness',
    message: 'no browser',
  } as const;
  expect(said({ kind: 'identity' }, () => nothing)['measured']).toBe('nothing: no browser');
});
