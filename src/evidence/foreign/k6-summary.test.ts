import { describe, expect, test } from 'vitest';
import { readK6Summary } from './k6-summary.js';

const slow = { avg: 412, min: 1, med: 310, max: 990, 'p(90)': 530, 'p(95)': 642 };
const trend = { avg: 12, min: 1, med: 10, max: 90, 'p(90)': 30, 'p(95)': 42 };

/** What --summary-export writes. */
function exported(metrics: object): string {
  return JSON.stringify({ root_group: { name: '' }, metrics: { http_reqs: { count: 100, rate: 10 }, ...metrics } });
}

/** What handleSummary is given. */
function handled(values: object, ok: boolean, type = 'trend'): string {
  const metric = { type, contains: 'time', values, thresholds: { 'p(95)<500': { ok } } };
  return JSON.stringify({ metrics: { http_req_duration: metric }, state: { testRunDurationMs: 1000 } });
}

function flawOf(report: string): string {
  try {
    readK6Summary(report);
  } catch (error) {
    return `${(error as { reasonCode: string }).reasonCode}: ${(error as Error).message}`;
  }
  return 'read';
}

describe('a k6 summary', () => {
  test.each([
    [
      '--summary-export says false of a threshold that was kept',
      exported({ http_req_duration: { ...trend, thresholds: { 'p(95)<500': false } } }),
      'passed',
    ],
    [
      '--summary-export says true of a threshold that was crossed',
      exported({ http_req_duration: { ...slow, thresholds: { 'p(95)<500': true } } }),
      'failed',
    ],
    ['handleSummary says ok of a threshold that was kept', handled(trend, true), 'passed'],
    ['handleSummary says not ok of a threshold that was crossed', handled(slow, false), 'failed'],
  ])('%s', (_, report, outcome) => {
    const { tests, shortfall } = readK6Summary(report);
    expect(tests).toMatchObject([{ title: 'http_req_duration: p(95)<500', outcome }]);
    expect(shortfall).toBeUndefined();
  });

  test('says what a crossed threshold saw', () => {
    const message = readK6Summary(handled({ 'p(95)': 812.3456, max: 900 }, false)).tests[0]?.message;
    expect(message).toBe('The threshold was crossed (p(95) 812.3, max 900).');
  });

  test.each([
    ['a trend', handled({ avg: 0, min: 0, med: 0, max: 0, 'p(90)': 0, 'p(95)': 0 }, true)],
    ['a trend that counts', handled({ count: 0, 'p(95)': 0 }, true)],
    ['a metric without figures', handled({}, true)],
    ['a rate', exported({ http_req_failed: { value: 0, passes: 0, fails: 0, thresholds: { 'rate<0.01': false } } })],
    ['a counter', exported({ orders: { count: 0, rate: 0, thresholds: { 'count<5': false } } })],
  ])('proves nothing by a threshold on %s that got no sample, which k6 calls kept', (_, report) => {
    expect(readK6Summary(report).shortfall?.reasonCode).toBe('zero-samples');
  });

  test('proves its threshold by a rate of 0 that saw requests', () => {
    const rate = { value: 0, passes: 0, fails: 120, thresholds: { 'rate<0.01': false } };
    expect(readK6Summary(exported({ http_req_failed: rate })).shortfall).toBeUndefined();
  });

  test('of a k6 that did not send all its load says so', () => {
    const report = exported({
      a: { ...trend, thresholds: { 'max<500': false } },
      dropped_iterations: { count: 3, rate: 1 },
    });
    expect(readK6Summary(report).shortfall).toMatchObject({ reasonCode: 'dropped-iterations' });
    const none = exported({
      a: { ...trend, thresholds: { 'max<500': false } },
      dropped_iterations: { count: 0, rate: 0 },
    });
    expect(readK6Summary(none).shortfall).toBeUndefined();
  });

  test.each<[what: string, report: string, words: RegExp]>([
    [
      'a threshold that it calls kept, and its own figure crosses',
      handled(slow, true),
      /was kept, .*p\(95\) 642.* crossed/,
    ],
    [
      'a threshold that it calls crossed, and its own figure keeps',
      handled(trend, false),
      /was crossed, .*p\(95\) 42.* kept/,
    ],
    [
      'booleans that mean the opposite of what --summary-export means by them',
      exported({ http_req_duration: { ...trend, thresholds: { 'p(95)<500': true } } }),
      /was crossed, .* it was kept/,
    ],
    [
      'a share that its counts cross',
      exported({ http_req_failed: { passes: 9, fails: 91, thresholds: { 'rate<0.01': false } } }),
      /was kept, .* crossed/,
    ],
    [
      'a share that is not that of its counts',
      exported({ http_req_failed: { value: 0, passes: 9, fails: 91, thresholds: { 'rate<0.1': false } } }),
      /said to be 0, and by its counts it is 0\.09/,
    ],
  ])('with %s is evidence of nothing: it contradicts itself', (_, report, words) => {
    expect(flawOf(report)).toMatch(/^counts-disagree: /);
    expect(flawOf(report)).toMatch(words);
  });

  test.each<[what: string, report: object]>([
    ['a boolean beside values', { a: { values: trend, thresholds: { 'p(95)<500': false } } }],
    ['an ok beside figures', { a: { ...trend, thresholds: { 'p(95)<500': { ok: true } } } }],
    [
      'both in one file',
      {
        a: { values: trend, thresholds: { 'p(95)<500': { ok: true } } },
        b: { ...trend, thresholds: { 'max<500': false } },
      },
    ],
  ])('with %s is of nobody’s making: nobody can tell what its booleans mean', (_, metrics) => {
    expect(flawOf(JSON.stringify({ metrics }))).toMatch(
      /^unknown-status: .*neither as --summary-export nor as handleSummary/,
    );
  });

  test('that calls a threshold kept whose figure it does not hold proves nothing', () => {
    const kept = exported({ a: { ...trend, thresholds: { 'p(99)<500': false } } });
    expect(readK6Summary(kept).shortfall).toEqual({
      reasonCode: 'unparsable',
      message:
        "It does not hold what a: p(99)<500 is about, so it cannot be judged again: name it in the script's summaryTrendStats.",
    });
    const crossed = exported({ a: { ...trend, thresholds: { 'p(99)<500': true } } });
    expect(readK6Summary(crossed).tests[0]?.outcome).toBe('failed');
  });

  test.each([
    ['handleSummary', handled(trend, true), 1000],
    [
      '--summary-export',
      exported({ a: { ...trend, thresholds: { 'max<500': false } }, iterations: { count: 30, rate: 2 } }),
      15_000,
    ],
    [
      '--summary-export of no iteration',
      exported({ a: { ...trend, thresholds: { 'max<500': false } }, iterations: { count: 0, rate: 0 } }),
      undefined,
    ],
  ])('of %s tells how long it lasted', (_, report, lastedMs) => {
    expect(readK6Summary(report)).toMatchObject({ moments: [] });
    expect(readK6Summary(report).lastedMs).toBe(lastedMs);
  });

  test.each([
    ['no threshold', exported({ http_req_duration: trend }), 'no-assertions'],
    ['an empty list of thresholds', exported({ http_req_duration: { ...trend, thresholds: {} } }), 'no-assertions'],
    ['no metrics', '{"results": {}}', 'unparsable'],
    ['a threshold in words', exported({ a: { ...trend, thresholds: { 'max<500': 'kept' } } }), 'unparsable'],
    ['a negative count', exported({ a: { count: -1, thresholds: { 'count<5': false } } }), 'invalid-number'],
    ['a count that is not whole', exported({ a: { count: 1.5, thresholds: { 'count<5': false } } }), 'invalid-number'],
    ['more than can be counted', exported({ a: { count: 1e300, thresholds: { 'count>5': false } } }), 'invalid-number'],
    [
      'half a failure',
      exported({ a: { passes: 0.5, fails: 99.5, thresholds: { 'rate<0.01': false } } }),
      'invalid-number',
    ],
    ['a negative share of samples', handled({ passes: -1, fails: 99 }, true), 'invalid-number'],
    ['a figure that is none', handled({ max: 'NaN' }, true), 'invalid-number'],
  ])('with %s is evidence of nothing', (_, report, reasonCode) => {
    expect(flawOf(report)).toContain(`${reasonCode}: `);
  });
});
