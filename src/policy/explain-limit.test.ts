import type { LimitMeasured } from '../records/load-measured.js';
import { describe, expect, test } from 'vitest';
import type { EvidenceRecord } from '../records/evidence.js';
import { parseLimit } from '../records/limit-expression.js';
import type { PlannedCheck } from '../records/plan.js';
import { policy as policySchema } from '../records/policy.js';
import type { JudgingContext } from './context.js';
import { explainLimit } from './explain-limit.js';
import { spread } from './flip.js';
import { countsOf, goodRecord } from './good-record.js';

const context: JudgingContext = {
  ...{ runId: 'run-1', requested: { release: '2.4.0', origin: '--release' }, profile: 'standard' },
  ...{ policy: policySchema.parse({ version: 1 }), now: '2026-11-20T12:00:00.000Z', health: [], problems: new Map() },
};

function said(metric: string, expression: string, change: Partial<LimitMeasured> = {}, record: object = {}) {
  const limit = parseLimit(metric, expression);
  const check: PlannedCheck = {
    ...{ id: 'load/rush/pay', title: 'pay', stage: 'load', tier: 'blocking', thirdParties: [] },
    source: { kind: 'limit', file: 'load/rush.k6.ts', tool: 'k6', limit },
  };
  const measured = { ...countsOf(limit, 0), ...change };
  return [...explainLimit(check, { ...goodRecord(check, context), measured, ...record }, context)];
}

/** So many seconds of as many samples, with so many beyond, as evenly as can be. */
function even(seconds: number, samples: number, beyond: number): Partial<LimitMeasured> {
  const empty = Array.from({ length: seconds }, () => ({ samples: samples / seconds, beyond: 0 }));
  return { samples, beyond, blocks: spread(empty, beyond, 0) };
}

describe('a limit explains itself', () => {
  test('as a sum, with the very comparison that it would break', () => {
    const counted = { sum: 12, samples: 7, blocks: [{ samples: 7, beyond: 0 }] };
    expect(said('orders{kind:new}', 'count >= 10', counted)).toEqual([
      ['rule', 'orders{kind:new} count >= 10: the sum of all samples'],
      ['measured', '12 in 7 samples'],
      ['flips', 'fails as soon as the sum is not >= 10'],
    ]);
    expect(said('orders', '  count<=10').at(-1)?.[1]).toBe('fails as soon as the sum is not <=10');
  });

  test.each([
    ['own{name:pay}', 'max<9', 'own{name:pay} max<9: none of the samples may be on the wrong side'],
    ['checks', 'rate==1', 'checks rate==1: none of the samples may be on the wrong side'],
    ['http_req_failed', 'rate<1', expect.stringContaining('at most 100 % of all samples')],
  ])('%s %s needs no interval: it speaks of the very samples', (metric, expression, rule) => {
    const lines = said(metric, expression);
    expect(lines.map(([word]) => word)).toEqual(['rule', 'measured', 'flips']);
    expect(lines[0]?.[1]).toEqual(rule);
  });

  test('as a share, with figures of three digits', () => {
    expect(said('http_req_failed', 'rate<0.03333', even(10, 1200, 24))).toEqual([
      [
        'rule',
        'http_req_failed rate<0.03333: at most 3.33 % of all samples on the wrong side, proven at 95 % by their counts (exact binomial bounds)',
      ],
      ['measured', '24 of 1200 samples are on the wrong side'],
      ['interval', '1.38 % to 2.8 %, each bound at 95 %'],
      ['n', '1200, worth 1200 independent ones (design effect 1, from 10 seconds); proof takes at least 89'],
      ['budget', '60 % of the error budget used (24 of 40 samples), 95 % sure of at most 84 %'],
      [
        'flips',
        expect.stringMatching(/^it would fail from 5\d of 1200 beyond; has 24; would be proven within up to 2\d$/),
      ],
    ]);
  });

  test('as a share of samples that come in bursts, which are worth less', () => {
    const blocks = Array.from({ length: 20 }, (_, n) => ({ samples: 50, beyond: n === 3 ? 10 : 0 }));
    const lines = said('http_req_failed', 'rate<0.02', { samples: 1000, beyond: 10, blocks });
    expect(lines.find(([word]) => word === 'n')?.[1]).toMatch(
      /^1000, worth \d\d\d? independent ones \(design effect (9|1\d)\.?\d?, from 20 seconds\); proof takes at least 1\d\d\d$/,
    );
    expect(lines.find(([word]) => word === 'budget')?.[1]).toMatch(
      /^50 % of the error budget used \(10 of 20 samples\), 95 % sure of at most 2\d\d %; 50 % of it in second 4 of 20$/,
    );
  });

  test('without a sample: worth none, and with no count would it pass', () => {
    expect(said('http_req_failed', 'rate<0.01', { samples: 0, blocks: [] })).toEqual([
      ['rule', expect.any(String)],
      ['measured', '0 of 0 samples are on the wrong side'],
      ['interval', '0 % to 100 %, each bound at 95 %'],
      ['n', '0, worth 0 independent ones (design effect 1, from 0 seconds); proof takes at least 299'],
      [
        'flips',
        'it would not fail by any count of 0; has 0; it would pass with no count, since proof takes 299 samples',
      ],
    ]);
  });

  test.each([
    [298, 'it would pass with no count, since proof takes 299 samples'],
    [299, 'would be proven within up to 0'],
  ])('with %i samples says: %s', (samples, words) => {
    expect(said('http_req_failed', 'rate<0.01', even(1, samples, 0)).at(-1)?.[1]).toContain(`; has 0; ${words}`);
  });

  test('that no count would make pass says so, and blames the number of samples only where it is to blame', () => {
    const old: Partial<EvidenceRecord> = { recordedAt: '2026-11-01T12:00:00.000Z' };
    const last = (...given: Parameters<typeof said>) => said(...given).at(-1)?.[1];
    expect(last('http_req_failed', 'rate<0.01', even(1, 299, 0), old)).toMatch(/; it would pass with no count$/);
    expect(last('own', 'max<9', { samples: 0, blocks: [] })).toMatch(/; it would pass with no count$/);
  });

  test('that could only fail by what the generator did says that no count would', () => {
    const { generator } = countsOf(parseLimit('own', 'p(95)<800'), 0);
    expect(said('own', 'p(95)<800', { generator: { ...generator, droppedIterations: 1 } }).at(-1)?.[1]).toBe(
      'it would not fail by any count of 118; has 0; it would pass with no count',
    );
  });
});

test('what is no limit, or was not measured as one, is not explained as one', () => {
  const nothing = { kind: 'not-measured', reasonCode: 'setup-failed', attribution: 'harness', message: 'no k6' };
  expect(said('checks', 'rate>0.9', {}, { measured: nothing })).toEqual([]);
  const limit = parseLimit('checks', 'rate>0.9');
  const foreign: PlannedCheck = {
    ...{ id: 'load/rush/pay', title: 'pay', stage: 'load', tier: 'blocking', thirdParties: [] },
    source: { kind: 'foreign', format: 'k6-summary' },
  };
  const record = { ...goodRecord(foreign, context), measured: countsOf(limit, 0) };
  expect([...explainLimit(foreign, record, context)]).toEqual([]);
});
