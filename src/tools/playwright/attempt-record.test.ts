import type { TestResult } from '@playwright/test/reporter';
import { expect, test } from 'vitest';
import { attemptRecord } from './attempt-record.js';

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
