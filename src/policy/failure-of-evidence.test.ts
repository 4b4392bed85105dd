import { expect, test } from 'vitest';
import type { Attempt, Measured } from '../records/evidence.js';
import type { JudgedCheck } from '../records/verdict.js';
import { fellShort } from '../verdict/decided.test-data.js';
import { failureOf } from './failure.js';

/** Of a test whose attempts said this, in the same row: what a row tells of an error is cut. */
function tested(...attempts: string[][]): string {
  const attempt: Omit<Attempt, 'errors'> = {
    ...{ status: 'failed', startedAt: '2026-11-20T12:00:00.000Z', durationMs: 1, assertions: 1 },
    ...{ steps: [], attachments: [] },
  };
  const errors = attempts.map((messages) => ({ ...attempt, errors: messages.map((message) => ({ message })) }));
  const measured: Measured = { kind: 'test', expectedStatus: 'passed', attempts: errors };
  return failureOf(fellShort('journeys/a', 'failed', { message: 'no “Thank you”…' }), measured);
}

const orders = 'Error: the orders differ\n\n';

test.each<[what: string, one: string[][], other: string[][]]>([
  [
    'a line far below the first',
    [[`${orders}${'+ same\n'.repeat(2000)}+ 404`]],
    [[`${orders}${'+ same\n'.repeat(2000)}+ 500`]],
  ],
  ['a sum', [[`${orders}+ 1205`]], [[`${orders}+ 9999`]]],
  ['a share', [['sold 19 %']], [['sold 95 %']]],
  ['a second error of the same attempt', [['no name']], [['no name', 'no price']]],
  ['another error when it is tried again', [['no name'], ['no name']], [['no name'], ['no price']]],
  [
    'what its call log met',
    [['Error: no\nCall log:\n  - found a button']],
    [['Error: no\nCall log:\n  - found a veil']],
  ],
])('%s is another failure of a test, though its row tells the same', (_, one, other) => {
  expect(tested(...other)).not.toBe(tested(...one));
});

test.each<[what: string, one: string[][], again: string[][]]>([
  ['how often it was tried', [['no name']], [['no name'], ['no name']]],
  [
    'what differs each time',
    [['order 3f2a9c1b7d after 8 ms at 10:00:00']],
    [['order 99b2c1aa07 after 9 ms at 11:30:12']],
  ],
  [
    'how often and how long it was waited',
    [['Error: no\n\nCall log:\n  - waiting for name\n    2 × found none\n    - waiting 20ms']],
    [['Error: no\n\nCall log:\n  - waiting for name\n    14 × found none\n    - waiting 100ms\n    - found none']],
  ],
])('%s makes no other failure of a test', (_, one, again) => {
  expect(tested(...again)).toBe(tested(...one));
});

test('of what must be at most something the errors say how far it was off, which is no other failure', () => {
  const off = (found: string) => {
    const row = fellShort('journeys/a', 'failed', { expected: '<= 2500', actual: found });
    const attempt = { startedAt: '2026-11-20T12:00:00.000Z', durationMs: 1, steps: [], assertions: 1, attachments: [] };
    const attempts = [{ ...attempt, status: 'failed' as const, errors: [{ message: `Received: ${found}` }] }];
    return failureOf(row, { kind: 'test', expectedStatus: 'passed', attempts });
  };
  expect(off('2612.4')).toBe(off('912'));
});

test('of another tool’s report the digest of all its failures counts, and nothing that was told in part', () => {
  const reported = (signature: string, change: Partial<JudgedCheck>) =>
    failureOf(fellShort('contracts/a', 'failed', change), {
      ...{ kind: 'foreign', format: 'junit', exitCode: 1, failures: [], signature },
      ...{ tests: 60, passed: 0, failed: 60, flaky: 0, skipped: 0 },
      period: { startedAt: '2026-11-20T12:00:00.000Z', durationMs: 1 },
    });
  const one = reported('a'.repeat(64), { message: '60 of 60 tests failed' });
  expect(reported('a'.repeat(64), { message: '60 of 61 tests failed' })).toBe(one);
  expect(reported('b'.repeat(64), { message: '60 of 60 tests failed' })).not.toBe(one);
});
