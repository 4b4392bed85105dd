import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readCtrf } from './ctrf.js';
import { tallyOf } from './report.js';

const good = { name: 'creates', status: 'passed', duration: 12, suite: ['orders', 'v2'] };
const counts = { tests: 1, passed: 1, failed: 0, skipped: 0, pending: 0, other: 0, start: 1000, stop: 2000 };

function text(tests: object[] = [good], summary: object = {}, rest: object = {}): string {
  const tool = { name: 'contracts', version: '1.2.0' };
  return JSON.stringify({
    reportFormat: 'CTRF',
    specVersion: '0.0.0',
    results: { tool, summary: { ...counts, ...summary }, tests },
    ...rest,
  });
}

function flawOf(report: string): string {
  try {
    readCtrf(report);
  } catch (error) {
    return `${(error as { reasonCode: string }).reasonCode}: ${(error as Error).message}`;
  }
  return 'read';
}

describe('CTRF', () => {
  test('says what ran, by which tool and when', () => {
    expect(readCtrf(text())).toEqual({
      tool: 'contracts 1.2.0',
      moments: [1000, 2000].map((atMs) => ({ atMs, zoned: true })),
      tests: [{ title: 'orders › v2 › creates', outcome: 'passed' }],
    });
  });

  test('of a converter that does not know when it began does not say it', () => {
    expect(readCtrf(text([good], { start: 0, stop: 0 })).moments).toEqual([]);
  });

  test.each([
    [{ status: 'failed', message: 'got 500' }, { passed: 0, failed: 1 }, 'failed'],
    [{ status: 'skipped' }, { passed: 0, skipped: 1 }, 'skipped'],
    [{ status: 'pending' }, { passed: 0, pending: 1 }, 'skipped'],
    [{ status: 'other' }, { passed: 0, other: 1 }, 'skipped'],
    [{ flaky: true }, { flaky: 1 }, 'flaky'],
    [{ retries: 1 }, {}, 'flaky'],
    [{ retries: 0, retryAttempts: [{ attempt: 1, status: 'failed' }] }, {}, 'flaky'],
    [{ status: 'failed', flaky: true }, { passed: 0, failed: 1 }, 'failed'],
  ])('a test with %o is counted as %o and is %s', (change, summary, outcome) => {
    expect(readCtrf(text([{ ...good, ...change }], summary)).tests[0]?.outcome).toBe(outcome);
  });

  test.each([
    ['more tests than it holds', text([good], { tests: 2, passed: 2 }), 'counts-disagree'],
    ['a failure that it does not hold', text([good], { failed: 1 }), 'counts-disagree'],
    ['a failure that it does not count', text([{ ...good, status: 'failed' }]), 'counts-disagree'],
    ['a flake that it does not hold', text([good], { flaky: 1 }), 'counts-disagree'],
    ['the same test once more', text([good, good]), 'counts-disagree'],
    ['a status nobody knows', text([{ ...good, status: 'green' }]), 'unknown-status'],
    ['a negative duration', text([{ ...good, duration: -1 }]), 'invalid-number'],
    ['a negative count', text([good], { skipped: -1 }), 'invalid-number'],
    ['a count in words', text([good], { tests: '1' }), 'invalid-number'],
    ['an end before its start', text([good], { start: 3000 }), 'invalid-number'],
    ['no tests', text(undefined, {}, { results: { tool: { name: 'a' }, summary: counts } }), 'unparsable'],
    ['another format', text([good], {}, { reportFormat: 'TAP' }), 'unparsable'],
  ])('with %s is evidence of nothing', (_, report, reasonCode) => {
    expect(flawOf(report)).toContain(`${reasonCode}: `);
  });

  test.each(['go', 'no-go', 'inconclusive'])('as gonogo itself writes it is read: the sample %s', (sample) => {
    const file = path.join(import.meta.dirname, `../../../reports/samples/${sample}/ctrf.json`);
    const report = readFileSync(file, 'utf8');
    const { summary } = (JSON.parse(report) as { results: { summary: Record<string, number> } }).results;
    const { tests, passed, failed, flaky, skipped } = tallyOf(readCtrf(report).tests);
    expect(tests).toBeGreaterThan(10);
    expect({ tests, failed, flaky }).toEqual({
      tests: summary['tests'],
      failed: summary['failed'],
      flaky: summary['flaky'],
    });
    expect(passed + failed + flaky + skipped).toBe(tests);
  });
});
