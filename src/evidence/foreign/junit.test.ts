import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { readJunit } from './junit.js';
import { tallyOf } from './report.js';

const suite = (inside: string, attributes = ''): string =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${attributes}><testsuite name="orders">${inside}</testsuite></testsuites>`;
const passing = '<testcase classname="orders" name="creates" time="0.1"/>';
const failing = '<testcase classname="orders" name="cancels"><failure message="got 500">at line 3</failure></testcase>';
const skipped = '<testcase name="refunds"><skipped/></testcase>';

function flawOf(text: string): string {
  try {
    readJunit(text);
  } catch (error) {
    return `${(error as { reasonCode: string }).reasonCode}: ${(error as Error).message}`;
  }
  return 'read';
}

describe('JUnit XML', () => {
  test('is counted test by test, suites inside suites too', () => {
    const inner = `<testsuite name="inner" tests="2" failures="1" errors="0" skipped="1">${failing}${skipped}</testsuite>`;
    const { tests } = readJunit(suite(passing + inner, 'tests="3" failures="1" errors="0" skipped="1"'));
    expect(tallyOf(tests)).toEqual({
      ...{ tests: 3, passed: 1, failed: 1, flaky: 0, skipped: 1 },
      failures: [{ title: 'orders › cancels', message: 'got 500' }],
    });
  });

  test.each([
    ['a failure without a message, by its text', '<failure>expected 1</failure>', 'failed', 'expected 1'],
    ['a CDATA section', '<failure><![CDATA[<b> & "c"]]></failure>', 'failed', '<b> & "c"'],
    [
      'the five entities, and none else',
      '<failure message="&lt;a&gt; &amp; &quot;&#x41;&apos;"/>',
      'failed',
      `<a> & "A'`,
    ],
    ['an error', '<error message="boom"/>', 'failed', 'boom'],
    ['a failure that was skipped afterwards', '<skipped/><failure message="no"/>', 'failed', 'no'],
    [
      'surefire’s flaky test',
      '<flakyFailure message="once"><stackTrace>a</stackTrace></flakyFailure>',
      'flaky',
      undefined,
    ],
    ['surefire’s failed reruns', '<failure message="1st"/><rerunFailure message="2nd"/>', 'failed', '1st'],
    [
      'what it printed',
      '<system-out>ok</system-out><system-err/><properties><property/></properties>',
      'passed',
      undefined,
    ],
  ])('knows %s', (_, inside, outcome, message) => {
    const [only] = readJunit(suite(`<testcase name="a">${inside}</testcase>`)).tests;
    expect({ outcome: only?.outcome, message: only?.message }).toEqual({ outcome, message });
  });

  test.each([
    ['status="run" result="completed"', 'passed'],
    ['status="notrun" result="suppressed"', 'skipped'],
    ['status="FAILED"', 'failed'],
    ['result="skipped"', 'skipped'],
  ])('believes no pass of a test that is %s: it is %s', (attributes, outcome) => {
    expect(readJunit(suite(`<testcase name="a" ${attributes}/>`)).tests[0]?.outcome).toBe(outcome);
  });

  test('that counts two troubles of one test, or one, is right either way', () => {
    const twice = '<testcase name="a"><failure/><error/></testcase>';
    expect(flawOf(suite(twice, 'tests="1" failures="1" errors="1"'))).toBe('read');
    expect(flawOf(suite(twice, 'tests="1" failures="1" errors="0"'))).toBe('read');
    expect(flawOf(suite(twice, 'tests="1" failures="3"'))).toContain('counts-disagree');
  });

  test.each([
    ['fewer tests than it says', suite(passing, 'tests="2"'), 'counts-disagree'],
    ['a test that is there once more than it says', suite(passing + passing, 'tests="1"'), 'counts-disagree'],
    ['a failure that it says and does not show', suite(passing, 'failures="1"'), 'counts-disagree'],
    ['an error that it says and does not show', suite(passing, 'failures="0" errors="1"'), 'counts-disagree'],
    ['a failure that it does not count', suite(failing, 'failures="0"'), 'counts-disagree'],
    ['a skip that it does not show', suite(passing, 'skipped="1"'), 'counts-disagree'],
    ['a disabled test that it does not show', suite(passing, 'disabled="1"'), 'counts-disagree'],
    ['a count that is none', suite(passing, 'tests="NaN"'), 'invalid-number'],
    ['a negative count', suite(passing, 'failures="-1"'), 'invalid-number'],
    ['an empty count', suite(passing, 'tests=""'), 'invalid-number'],
    ['a time that is none', suite('<testcase name="a" time="NaN"/>'), 'invalid-number'],
    ['a negative time', suite('<testcase name="a" time="-0.1"/>'), 'invalid-number'],
    ['a status nobody knows', suite('<testcase name="a" status="maybe"/>'), 'unknown-status'],
    ['an element nobody knows in a test', suite('<testcase name="a"><warning/></testcase>'), 'unknown-status'],
    ['an element nobody knows in a suite', suite('<error/>'), 'unknown-status'],
    ['a test without a name', suite('<testcase/>'), 'unparsable'],
    ['another document', '<html/>', 'unparsable'],
    ['nothing', '', 'unparsable'],
    ['JSON', '{}', 'unparsable'],
  ])('with %s is evidence of nothing', (_, text, reasonCode) => {
    expect(flawOf(text)).toContain(`${reasonCode}: `);
  });

  test.each(['0', '0.', '12.345', '1,234.5', '1e-05'])('takes the time %s', (time) => {
    expect(flawOf(suite(`<testcase name="a" time="${time}"/>`))).toBe('read');
  });

  test.each([
    ['2026-11-21T10:00:00Z', '2026-11-21T10:00:00.000Z', true],
    ['2026-11-21T10:00:00.250+02:00', '2026-11-21T08:00:00.250Z', true],
    ['2026-11-21T10:00:00+0200', '2026-11-21T08:00:00.000Z', true],
    ['2026-11-21 10:00:00 -01:30', '2026-11-21T11:30:00.000Z', true],
    ['2026-11-21T10:00:00', '2026-11-21T10:00:00.000Z', false],
    ['2026-11-21 10:00:00.5', '2026-11-21T10:00:00.500Z', false],
  ])('of %s tells of %s, with its zone: %s', (timestamp, moment, zoned) => {
    const { moments } = readJunit(`<testsuite timestamp="${timestamp}">${passing}</testsuite>`);
    expect(moments).toEqual([{ atMs: Date.parse(moment), zoned }]);
  });

  test.each(['', 'yesterday', '2026-13-41T10:00:00Z', '2026-11-21', '1795255200', '2026-11-21T10:00:00Z; 10:00'])(
    'of “%s” is evidence of nothing: its age cannot be told',
    (timestamp) => {
      expect(flawOf(`<testsuite timestamp="${timestamp}">${passing}</testsuite>`)).toBe(
        `unparsable: A <testsuite> has timestamp="${timestamp}": that is no moment, so its age is not known.`,
      );
    },
  );

  test.each(['go', 'no-go', 'inconclusive'])('as gonogo itself writes it is read: the sample %s', (sample) => {
    const file = path.join(import.meta.dirname, `../../../reports/samples/${sample}/junit.xml`);
    expect(readJunit(readFileSync(file, 'utf8')).tests.length).toBeGreaterThan(10);
  });

  test('tells of the moments of all its suites and tests', () => {
    const one = (at: string): string =>
      `<testsuite timestamp="${at}"><testcase name="a" timestamp="${at}"/></testsuite>`;
    const text = `<testsuites timestamp="2026-11-21T10:00:07Z">${one('2026-11-21T10:00:05Z')}${one('2026-11-21T10:00:01Z')}</testsuites>`;
    expect(readJunit(text).moments.map(({ atMs }) => new Date(atMs).getUTCSeconds())).toEqual([7, 5, 5, 1, 1]);
  });

  test('without a time tells of none', () => {
    expect(readJunit(suite(passing)).moments).toEqual([]);
  });
});
