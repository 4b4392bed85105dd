import { expect, test } from 'vitest';
import type { Plan, PlannedCheck, Source } from '../records/plan.js';
import { parseLimit } from '../records/limit-expression.js';
import type { JudgedCheck } from '../records/verdict.js';
import { fellShort, identity, planOf, row } from './decided.test-data.js';
import { measuredAgain } from './measured-again.js';

const limit = (file: string): Source => ({
  ...{ kind: 'limit', file, tool: 'k6' },
  limit: parseLimit('http_req_failed', 'rate<0.1'),
});
const derived = (of: string): Source => ({ kind: 'derived', of, tag: '@accessible' });
const unknown = (id: string): JudgedCheck =>
  fellShort(id, 'missing', { reasonCode: 'runner-died', attribution: 'harness' });
const failed = (id: string): JudgedCheck => fellShort(id, 'failed');
const outage = (id: string): JudgedCheck => fellShort(id, 'failed', { attribution: 'third-party' });

function again(rows: JudgedCheck[], sources: Record<string, Source> = {}): string[] {
  const plan: Plan = planOf([row(identity), ...rows]);
  const checks = plan.checks.map((check): PlannedCheck => ({ ...check, source: sources[check.id] ?? check.source }));
  return [...measuredAgain({ checks }, [row(identity), ...rows])];
}

test.each<[string, JudgedCheck[], string[]]>([
  ['what nobody knows, and nothing else', [unknown('a/x'), row('a/y')], ['a/x']],
  ['what an outage explains', [outage('a/x'), row('a/y')], ['a/x']],
  ['what only advises, too', [{ ...unknown('a/x'), tier: 'advisory' }], ['a/x']],
  ['what is too old', [fellShort('a/x', 'stale', { reasonCode: 'over-age' })], ['a/x']],
  [
    'nothing that failed, waived or advisory',
    [
      { ...failed('a/x'), waiver: 'S-1' },
      { ...failed('a/y'), tier: 'advisory' },
    ],
    [],
  ],
  ['nothing that was flaky', [fellShort('a/x', 'flaky', { reasonCode: 'passed-on-retry' })], []],
])('measures again %s', (_, rows, expected) => {
  expect(again(rows)).toEqual(expected);
});

test('measures again what has no row, and what nobody’s matter kept from being measured', () => {
  const plan = planOf([row('a/x'), row('a/y')]);
  expect([...measuredAgain(plan, [row('a/y')])]).toEqual(['a/x']);
  expect(again([fellShort('a/x', 'missing', { attribution: undefined })])).toEqual(['a/x']);
  expect(again([fellShort('a/x', 'failed', { attribution: undefined })])).toEqual([]);
});

test('every run looks at the release by itself: its check is never among what is measured again', () => {
  expect([...measuredAgain(planOf([row(identity), row('a/x')]), [unknown(identity), row('a/x')])]).toEqual([]);
});

test('measures a test again with all that it measures besides, and the other way round', () => {
  const sources = { 'a/x@acc': derived('a/x') };
  expect(again([unknown('a/x'), row('a/x@acc')], sources)).toEqual(['a/x', 'a/x@acc']);
  expect(again([row('a/x'), unknown('a/x@acc')], sources)).toEqual(['a/x', 'a/x@acc']);
});

test('a test that failed is not run again for what it would measure besides; its findings stand when it is run again', () => {
  const sources = { 'a/x@acc': derived('a/x') };
  expect(again([{ ...failed('a/x'), waiver: 'S-1' }, unknown('a/x@acc')], sources)).toEqual([]);
  expect(again([unknown('a/x'), { ...failed('a/x@acc'), tier: 'advisory' }], sources)).toEqual(['a/x']);
});

test('runs a load script again for all of its limits but those that failed', () => {
  const sources = {
    ...Object.fromEntries(['1', '2', '3'].map((n) => [`load/rush/${n}`, limit('load/rush.k6.ts')])),
    'load/other/1': limit('load/other.k6.ts'),
  };
  const rows = [unknown('load/rush/1'), row('load/rush/2'), { ...failed('load/rush/3'), tier: 'advisory' as const }];
  expect(again([...rows, row('load/other/1')], sources)).toEqual(['load/rush/1', 'load/rush/2']);
});

test('a drill is one story, which is told whole; what of it has failed stays so', () => {
  expect(again([unknown('drill/rollback/x'), row('drill/rollback/y'), row('a/z')])).toEqual([
    'drill/rollback/x',
    'drill/rollback/y',
  ]);
  expect(again([{ ...failed('drill/rollback/x'), tier: 'advisory' }, unknown('drill/rollback/y')])).toEqual([
    'drill/rollback/y',
  ]);
});

test('measures a script again with what it is compared with, and two releases in turn by themselves', () => {
  const compared = (kind: 'rolling' | 'previous'): Source => ({
    ...{ kind: 'comparison', of: 'load/x', file: 'load/rush.k6.ts', tool: 'k6', with: kind, among: 1, before: [] },
    ...{ limit: parseLimit('http_req_duration', 'p(95)<800'), margin: { relative: 0.1, absolute: 0 } },
  });
  const sources = {
    'load/x': limit('load/rush.k6.ts'),
    'load/x@not-slower': compared('rolling'),
    'load/x@not-slower-than-previous': compared('previous'),
    'load/y@not-slower-than-previous': compared('previous'),
  };
  const [own, earlier, previous, other] = Object.keys(sources) as [string, string, string, string];
  expect(again([row(own), unknown(earlier), row(previous), row(other)], sources)).toEqual([own, earlier]);
  expect(again([row(own), row(earlier), unknown(previous), row(other)], sources)).toEqual([previous, other]);
});
