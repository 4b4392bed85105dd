import { describe, expect, test } from 'vitest';
import { readCtrf } from './ctrf.js';
import { readJunit } from './junit.js';
import { readK6Summary } from './k6-summary.js';
import { readPlaywrightJson } from './playwright-json.js';
import { signatureOf } from './signature.js';

function junit(...cases: string[]): string | undefined {
  return signatureOf(readJunit(`<testsuite>${cases.join('')}</testsuite>`).tests);
}
const failing = (name: string, message: string, text = ''): string =>
  `<testcase name="${name}"><failure message="${message}">${text}</failure></testcase>`;
const many = (n: number): string[] => Array.from({ length: n }, (_, at) => failing(`test ${at}`, 'no'));
const long = 'a word '.repeat(2000);

describe('the signature of what failed', () => {
  test('is none where nothing failed or was flaky', () => {
    expect(junit('<testcase name="a"/>', '<testcase name="b"><skipped/></testcase>')).toBeUndefined();
  });

  test.each<[what: string, one: string[], other: string[]]>([
    ['one failure more, beyond the first fifty', many(60), many(61)],
    [
      'another failure, beyond the first fifty',
      [...many(60), failing('last', 'got 404')],
      [...many(60), failing('last', 'got 500')],
    ],
    ['the end of a long title', [failing(`${long}a`, 'no')], [failing(`${long}b`, 'no')]],
    ['the end of a long message', [failing('a', `${long}404`)], [failing('a', `${long}500`)]],
    ['the text behind the same message', [failing('a', 'differs', '+ 404')], [failing('a', 'differs', '+ 500')]],
    ['a number in a message', [failing('a', 'costs 1205')], [failing('a', 'costs 9999')]],
    [
      'a second trouble of the same test',
      [failing('a', 'no')],
      ['<testcase name="a"><failure message="no"/><error message="boom"/></testcase>'],
    ],
    [
      'a flake beside it',
      [failing('a', 'no'), '<testcase name="b"/>'],
      [failing('a', 'no'), '<testcase name="b"><flakyFailure message="once"/></testcase>'],
    ],
    [
      'another flake',
      ['<testcase name="a"><flakyFailure message="once"/></testcase>'],
      ['<testcase name="b"><flakyFailure message="once"/></testcase>'],
    ],
  ])('is another one for %s', (_, one, other) => {
    expect(junit(...other)).not.toBe(junit(...one));
  });

  test.each<[what: string, one: string[], again: string[]]>([
    ['the order of tests', [failing('a', 'x'), failing('b', 'y')], [failing('b', 'y'), failing('a', 'x')]],
    ['more tests that passed', [failing('a', 'x')], [failing('a', 'x'), '<testcase name="b"/>']],
    ['ids and times', [failing('a', 'order 3f2a9c1b7d, 9 ms')], [failing('a', 'order 99b2c1aa07, 12 ms')]],
  ])('is the same one whatever %s are', (_, one, again) => {
    expect(junit(...again)).toBe(junit(...one));
  });

  test('of CTRF holds its traces and what was said before it was tried again', () => {
    const of = (change: object): string | undefined => {
      const tests = [{ name: 'a', status: 'failed', duration: 1, message: 'no', ...change }];
      const counts = { tests: 1, passed: 0, failed: 1, skipped: 0, pending: 0, other: 0, start: 0, stop: 0 };
      return signatureOf(readCtrf(JSON.stringify({ results: { tool: { name: 't' }, summary: counts, tests } })).tests);
    };
    const retryAttempts = [{ attempt: 1, status: 'failed', message: 'other' }];
    expect(new Set([of({}), of({ trace: '+ 404' }), of({ trace: '+ 500' }), of({ retryAttempts })]).size).toBe(4);
  });

  test('of Playwright holds each error of each attempt once', () => {
    const of = (...attempts: string[][]): string | undefined => {
      const results = attempts.map((errors) => ({
        ...{ status: 'failed', duration: 1 },
        errors: errors.map((message) => ({ message })),
      }));
      const tests = [{ expectedStatus: 'passed', projectName: '', status: 'unexpected', results }];
      const stats = { startTime: '2026-11-21T10:00:00.000Z', duration: 1, expected: 0, unexpected: 1, flaky: 0 };
      const suites = [{ title: 'a.spec.ts', specs: [{ title: 'a', tests }] }];
      const report = { config: { version: '1.65.1' }, suites, errors: [], stats: { ...stats, skipped: 0 } };
      return signatureOf(readPlaywrightJson(JSON.stringify(report)).tests);
    };
    expect(of(['no'], ['no'])).toBe(of(['no']));
    expect(new Set([of(['no']), of(['no', 'nor']), of(['no'], ['never'])]).size).toBe(3);
  });

  test('of k6 is that of the thresholds alone: what they came to differs each time', () => {
    const of = (expression: string, p95: number): string | undefined => {
      const metric = { max: p95, 'p(95)': p95, thresholds: { [expression]: true } };
      return signatureOf(readK6Summary(JSON.stringify({ metrics: { http_req_duration: metric } })).tests);
    };
    expect(of('p(95)<500', 612)).toBe(of('p(95)<500', 750));
    expect(of('p(95)<600', 612)).not.toBe(of('p(95)<500', 612));
  });
});
