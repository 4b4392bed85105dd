import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readJunit } from './junit.js';
import { readK6Summary } from './k6-summary.js';
import { readPlaywrightJson } from './playwright-json.js';
import { tallyOf } from './report.js';

// What the tools themselves wrote: each has a pass, and what is not one in as many ways as its tool has words for.
const sample = (file: string): string => readFileSync(path.join(import.meta.dirname, 'samples', file), 'utf8');

test('a report of Vitest', () => {
  const { tests, moments } = readJunit(sample('vitest.xml'));
  expect(tallyOf(tests)).toEqual({
    ...{ tests: 3, passed: 1, failed: 1, flaky: 0, skipped: 1 },
    failures: [
      {
        title: 'orders.test.ts › orders > cancels an order <b> & "c"',
        message: 'expected { status: 500 } to deeply equal { status: 200 }',
      },
    ],
  });
  expect(moments).toEqual([{ atMs: Date.parse('2026-11-21T10:47:14.023Z'), zoned: true }]);
});

test('a report of Playwright, which in JUnit’s words has neither flakes nor known defects', () => {
  expect(tallyOf(readJunit(sample('playwright.xml')).tests)).toMatchObject({
    ...{ tests: 5, passed: 3, failed: 1, flaky: 0, skipped: 1 },
    failures: [{ title: 'orders.spec.ts › orders › cancels an order' }],
  });
});

test('a report of Playwright in its own words', () => {
  const { tests, tool, shortfall } = readPlaywrightJson(sample('playwright.json'));
  expect(tallyOf(tests)).toMatchObject({
    ...{ tests: 5, passed: 1, failed: 2, flaky: 1, skipped: 1 },
    failures: [
      { title: 'api › orders.spec.ts › orders › cancels an order' },
      { title: 'api › orders.spec.ts › orders › ships an order' },
    ],
  });
  expect({ tool, shortfall }).toEqual({ tool: 'Playwright 1.65.1', shortfall: undefined });
});

test.each(['k6-export.json', 'k6-handled.json'])('a summary of k6: %s', (file) => {
  const { tests, shortfall } = readK6Summary(sample(file));
  expect(tests.filter(({ outcome }) => outcome === 'failed').map(({ title }) => title)).toEqual([
    'http_req_duration: max<0.001',
  ]);
  expect(tests).toHaveLength(7);
  expect(shortfall?.reasonCode).toBe('zero-samples');
});
