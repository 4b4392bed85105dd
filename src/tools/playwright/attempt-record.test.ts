import type { TestResult } from '@playwright/test/reporter';
import { expect, test } from 'vitest';
import { attemptRecord, pageTimesAttachment } from './attempt-record.js';

function unmeasuredBy(...descriptions: (string | undefined)[]) {
  const annotations = descriptions.map((description) => ({ type: 'not measured', description }));
  const result = {
    status: 'failed',
    startTime: new Date(0),
    duration: 5,
    steps: [],
    errors: [],
    attachments: [],
    annotations,
  };
  return attemptRecord(result as unknown as TestResult, { projectDir: '/project', runDir: '/run' }).unmeasured;
}

test('records why an attempt could not measure, where it says so by a reason code', () => {
  expect(unmeasuredBy('over-age: it is 12 days old')).toEqual({ reasonCode: 'over-age', message: 'it is 12 days old' });
  expect(unmeasuredBy('unparsable: no JSON', 'over-age: old: very')).toEqual({
    reasonCode: 'over-age',
    message: 'old: very',
  });
  expect(unmeasuredBy()).toBeUndefined();
  expect(unmeasuredBy(undefined)).toBeUndefined();
  expect(unmeasuredBy('tired: of it')).toBeUndefined();
});

test('takes what the pages of a walk took from its attachments, a test’s own measurement before what it opened on its way', () => {
  const times = (figure: string, ...pages: [path: string, ms: number | null][]) => ({
    name: pageTimesAttachment,
    body: JSON.stringify({ figure, pages: pages.map(([path, ms]) => ({ path, ms })) }),
  });
  const recorded = (...attachments: object[]) => {
    const result = { status: 'passed', startTime: new Date(0), duration: 5, steps: [], errors: [], annotations: [] };
    return attemptRecord({ ...result, attachments } as unknown as TestResult, {
      projectDir: '/project',
      runDir: '/run',
    });
  };
  expect(recorded(times('ready', ['/', 80], ['/cart', 120]))).toMatchObject({
    pageTimes: {
      figure: 'ready',
      pages: [
        { path: '/', ms: 80 },
        { path: '/cart', ms: 120 },
      ],
    },
    attachments: [],
  });
  expect(recorded(times('ready', ['/', 80]), times('lcp', ['/p', 200]), times('lcp', ['/c', null])).pageTimes).toEqual({
    figure: 'lcp',
    pages: [
      { path: '/p', ms: 200 },
      { path: '/c', ms: null },
    ],
  });
  expect(recorded().pageTimes).toBeUndefined();
  expect(() => recorded(times('ready', ['/', -1]))).toThrow('expected number to be >=0');
});
