import { describe, expect, test } from 'vitest';
import { readPlaywrightJson } from './playwright-json.js';

const result = { status: 'passed', duration: 5, errors: [], retry: 0 };
const passing = { expectedStatus: 'passed', projectName: 'api', status: 'expected', results: [result] };
const stats = { startTime: '2026-11-21T10:00:00.000Z', duration: 10, expected: 1, unexpected: 0, flaky: 0, skipped: 0 };

function text(tests: object[] = [passing], counts: object = {}, rest: object = {}): string {
  const inner = { title: 'creating', specs: [{ title: 'creates an order', ok: true, tests }] };
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
      beganMs: Date.parse('2026-11-21T10:00:00Z'),
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

  test('with an error outside of any test proves nothing', () => {
    const { shortfall } = readPlaywrightJson(text([passing], {}, { errors: [{ message: 'global teardown' }] }));
    expect(shortfall).toEqual({ reasonCode: 'script-threw', message: 'Outside of any test: global teardown' });
  });

  test.each([
    ['more tests than it holds', text([passing], { expected: 2 }), 'counts-disagree'],
    ['a failure that it does not hold', text([passing], { unexpected: 1 }), 'counts-disagree'],
    ['the same test once more', text([passing, passing]), 'counts-disagree'],
    ['a pass that did not end', text([{ ...passing, results: [] }]), 'counts-disagree'],
    ['a pass that failed', text([{ ...passing, results: [failed] }]), 'counts-disagree'],
    ['a status nobody knows', text([{ ...passing, status: 'fine' }]), 'unknown-status'],
    ['a result nobody knows', text([{ ...passing, results: [{ ...result, status: 'fine' }] }]), 'unknown-status'],
    ['a negative duration', text([{ ...passing, results: [{ ...result, duration: -1 }] }]), 'invalid-number'],
    ['a negative count', text([passing], { skipped: -1 }), 'invalid-number'],
    ['no counts', text([passing], {}, { stats: undefined }), 'unparsable'],
  ])('with %s is evidence of nothing', (_, report, reasonCode) => {
    expect(flawOf(report)).toContain(`${reasonCode}: `);
  });
});
