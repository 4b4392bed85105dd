import { expect, test } from 'vitest';
import type { Finding } from '../records/evidence.js';
import { outcomeOfDerived } from './outcome-of-derived.js';

const label: Finding = { what: 'field without label', where: '/pay', detail: 'input#card' };
const contrast: Finding = { what: 'contrast', where: '/' };

test.each([
  ['@accessible' as const, 1, '1 page with no accessibility violation.', 'no accessibility violation'],
  [
    '@clean-console' as const,
    3,
    '3 pages with a clean console and no failed request.',
    'a clean console and no failed request',
  ],
])('%s on %i pages without a finding passes, and says what there was to find', (tag, pages, message, clean) => {
  const period = { startedAt: '2026-11-20T12:00:00.000Z', durationMs: 81 };
  expect(outcomeOfDerived({ kind: 'derived', pages, findings: [], period }, tag)).toEqual({
    ...{ outcome: 'passed', message, expected: clean, actual: clean, durationMs: 81 },
  });
});

test.each([
  [
    '@accessible' as const,
    [label],
    'field without label at /pay.',
    '1 × accessibility violation: field without label at /pay',
  ],
  [
    '@clean-console' as const,
    [label, contrast],
    'field without label at /pay, and 1 more.',
    '2 × console error or failed request: contrast at /; field without label at /pay',
  ],
])('%s with %j fails, names the first in its sentence and each in what it found', (tag, findings, message, actual) => {
  expect(outcomeOfDerived({ kind: 'derived', pages: 2, findings }, tag)).toMatchObject({
    ...{ outcome: 'failed', reasonCode: 'findings', message, actual, durationMs: 0 },
  });
});

test('in whatever order they were found, findings are told in one order', () => {
  const told = [
    [label, contrast],
    [contrast, label],
  ].map((findings) => outcomeOfDerived({ kind: 'derived', pages: 2, findings }, '@accessible').actual);
  expect(told[0]).toBe(told[1]);
});

test('a finding counts even where no page was counted, and no page and no finding is no evidence', () => {
  const judged = (findings: Finding[]) => outcomeOfDerived({ kind: 'derived', pages: 0, findings }, '@accessible');
  expect(judged([label]).reasonCode).toBe('findings');
  expect(judged([])).toMatchObject({
    ...{ outcome: 'missing', reasonCode: 'no-evidence', expected: 'no accessibility violation', actual: undefined },
    message: 'Its test showed it no page, so there was nothing to look at.',
  });
});
