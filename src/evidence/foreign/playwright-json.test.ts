import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readPlaywrightJson } from './playwright-json.js';

const result = { status: 'passed', duration: 5, errors: [], retry: 0 };
const passing = { expectedStatus: 'passed', projectName: 'api', status: 'expected', results: [result] };
const stats = { startTime: '2026-11-21T10:00:00.000Z', duration: 10, expected: 1, unexpected: 0, flaky: 0, skipped: 0 };

function text(tests: object[] = [passing], counts: object = {}, rest: object = {}): string {
  const ok = (tests as { status?: string }[]).every((one) => one.status !== 'unexpected');
  const inner = { title: 'creating', specs: [{ title: 'creates an order', ok, tests }] };
  const suites = [{ title: 'orders.spec.ts', file: 'orders.spec.ts', specs: [], suites: [inner] }];
  return JSON.stringify({ config: { version: '1.65.1' }, suites, errors: [], stats: { ...stats, ...counts }, ...rest });
}

function flawOf(report: string): string {
  try {
    readPlaywrightJson(report);
  } catch (error) {
    return `${(error as { reasonCode: string }).reasonCode}: ${(error as Error).message}`;
  }
  return 'read';
}

describe('Playwright’s own JSON', () => {
  test('is counted test by test, through all its suites', () => {
    expect(readPlaywrightJson(text())).toEqual({
      tool: 'Playwright 1.65.1',
      moments: ['10:00:00.000', '10:00:00.010'].map((at) => ({ atMs: Date.parse(`2026-11-21T${at}Z`), zoned: true })),
      tests: [{ title: 'api › orders.spec.ts › creating › creates an order', outcome: 'passed' }],
    });
  });

  const failed = { ...result, status: 'failed', errors: [{ message: 'got 500' }] };
  test.each([
    ['unexpected', { status: 'unexpected', results: [failed] }, { expected: 0, unexpected: 1 }, 'failed', 'got 500'],
    ['flaky', { status: 'flaky', results: [failed, result] }, { expected: 0, flaky: 1 }, 'flaky', undefined],
    ['skipped', { status: 'skipped', results: [] }, { expected: 0, skipped: 1 }, 'skipped', undefined],
    [
      'failing as its suite expects',
      { expectedStatus: 'failed', results: [failed] },
      {},
      'failed',
      'It fails, as its suite expects: a known defect is no pass.',
    ],
  ])('a test that is %s is so for gonogo too', (_, change, counts, outcome, message) => {
    const [only] = readPlaywrightJson(text([{ ...passing, ...change }], counts)).tests;
    expect({ outcome: only?.outcome, message: only?.message }).toEqual({ outcome, message });
  });

  const passed = (...results: object[]): string => text([{ ...passing, results }]);
  const failedCounts = { expected: 0, unexpected: 1 };
  const skip = { ...result, status: 'skipped' };
  const cut = { ...result, status: 'interrupted' };
  const late = { ...result, status: 'timedOut', errors: [{ message: 'too late' }] };

  test.each<[what: string, change: object, counts: object, outcome: string]>([
    ['a failure and then a pass, as expected', { results: [failed, result] }, {}, 'flaky'],
    ['a time-out and then a pass, as expected', { results: [late, result] }, {}, 'flaky'],
    ['a failure alone, as expected', { results: [failed] }, {}, 'failed'],
    ['a pass and then a failure, as expected', { results: [result, failed] }, {}, 'failed'],
    [
      'a pass and then a failure, flaky',
      { status: 'flaky', results: [result, failed] },
      { expected: 0, flaky: 1 },
      'failed',
    ],
    [
      'a skip after a failure, skipped',
      { status: 'skipped', results: [failed, skip] },
      { expected: 0, skipped: 1 },
      'failed',
    ],
    ['a skip after a failure, as expected', { results: [failed, skip] }, {}, 'failed'],
    ['an interruption after a failure', { results: [failed, cut] }, {}, 'failed'],
    [
      'a failure that is said to be skipped',
      { status: 'skipped', results: [failed] },
      { expected: 0, skipped: 1 },
      'failed',
    ],
    ['a pass that is said to be unexpected', { status: 'unexpected' }, failedCounts, 'failed'],
    ['a pass that is said to be flaky', { status: 'flaky' }, { expected: 0, flaky: 1 }, 'flaky'],
    ['a pass that is said to be skipped', { status: 'skipped' }, { expected: 0, skipped: 1 }, 'skipped'],
    ['a skip, as expected', { results: [skip] }, {}, 'skipped'],
    ['a skip that was expected', { expectedStatus: 'skipped', results: [skip] }, {}, 'skipped'],
    ['a skip after a pass', { results: [result, skip] }, {}, 'skipped'],
    ['an interruption', { results: [cut] }, {}, 'skipped'],
    ['a pass where a failure was expected', { expectedStatus: 'failed' }, {}, 'failed'],
    ['a pass where a skip was expected', { expectedStatus: 'skipped' }, {}, 'failed'],
    ['a pass, and another as others of its group were tried again', { results: [result, result] }, {}, 'passed'],
    ['a pass, after it was skipped for another’s failure', { results: [skip, result] }, {}, 'passed'],
  ])('of a test with %s is the worse of what it says and what it shows', (_, change, counts, outcome) => {
    expect(readPlaywrightJson(text([{ ...passing, ...change }], counts)).tests[0]?.outcome).toBe(outcome);
  });

  test('passes a test only with results that passed, as it was expected and as it is said to be', () => {
    const status = fc.constantFrom('passed', 'failed', 'timedOut', 'skipped', 'interrupted');
    const said = fc.constantFrom('expected', 'unexpected', 'flaky', 'skipped');
    fc.assert(
      fc.property(fc.array(status, { maxLength: 4 }), status, said, (statuses, expectedStatus, word) => {
        const results = statuses.map((one) => ({ ...result, status: one }));
        const counts = { expected: 0, [word]: 1 };
        const report = text([{ ...passing, status: word, expectedStatus, results }], counts);
        if (flawOf(report) !== 'read' || readPlaywrightJson(report).tests[0]?.outcome !== 'passed') return;
        expect({ word, expectedStatus, last: statuses.at(-1) }).toEqual({
          ...{ word: 'expected', expectedStatus: 'passed', last: 'passed' },
        });
        expect(statuses.filter((one) => one === 'failed' || one === 'timedOut')).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  test('tells of when each of its results began', () => {
    const { moments } = readPlaywrightJson(passed({ ...result, startTime: '2026-11-20T10:00:00.000Z' }));
    expect(moments).toContainEqual({ atMs: Date.parse('2026-11-20T10:00:00Z'), zoned: true });
  });

  test('with an error outside of any test proves nothing', () => {
    const { shortfall } = readPlaywrightJson(text([passing], {}, { errors: [{ message: 'global teardown' }] }));
    expect(shortfall).toEqual({ reasonCode: 'script-threw', message: 'Outside of any test: global teardown' });
  });

  test.each([
    ['more tests than it holds', text([passing], { expected: 2 }), 'counts-disagree'],
    ['a failure that it does not hold', text([passing], { unexpected: 1 }), 'counts-disagree'],
    ['the same test once more', text([passing, passing]), 'counts-disagree'],
    ['a pass that did not end', text([{ ...passing, results: [] }]), 'counts-disagree'],
    ['a pass that carries an error', passed({ ...result, errors: [{ message: 'boom' }] }), 'counts-disagree'],
    ['a pass that carries the error alone', passed({ ...result, error: { message: 'boom' } }), 'counts-disagree'],
    ['a pass with an error before it', passed({ ...result, errors: [{}] }, result), 'counts-disagree'],
    ['a result that did not end', passed({ duration: 1 }, result), 'counts-disagree'],
    [
      'a failure without a result',
      text([{ ...passing, status: 'unexpected', results: [] }], failedCounts),
      'counts-disagree',
    ],
    ['a spec that is not ok though its tests are', text().replace('"ok":true', '"ok":false'), 'counts-disagree'],
    ['a moment that is none', passed({ ...result, startTime: 'yesterday' }), 'unparsable'],
    ['a status nobody knows', text([{ ...passing, status: 'fine' }]), 'unknown-status'],
    ['a result nobody knows', text([{ ...passing, results: [{ ...result, status: 'fine' }] }]), 'unknown-status'],
    ['a negative duration', text([{ ...passing, results: [{ ...result, duration: -1 }] }]), 'invalid-number'],
    ['a negative count', text([passing], { skipped: -1 }), 'invalid-number'],
    ['no counts', text([passing], {}, { stats: undefined }), 'unparsable'],
  ])('with %s is evidence of nothing', (_, report, reasonCode) => {
    expect(flawOf(report)).toContain(`${reasonCode}: `);
  });
});
