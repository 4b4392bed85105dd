import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { parseLimit } from '../records/limit-expression.js';
import type { Gathering, Plan, PlannedCheck, Source } from '../records/plan.js';
import type { JudgedCheck } from '../records/verdict.js';
import { showLive } from './live.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const check = (stage: string, title: string): PlannedCheck => ({
  ...{ id: `${stage}/${title}`, title, stage, tier: 'blocking', thirdParties: [] },
  source: { kind: 'test', file: `suites/${stage}/${title}.spec.ts`, line: 1, project: stage, title },
});
const checks = [
  check('environment', 'health'),
  check('journeys', 'cart'),
  check('journeys', 'totals'),
  check('speed', 'home'),
];
const gathering = (id: string, stages: string[], estimatedSeconds: number): Gathering => ({
  ...{ id, tool: 'playwright', files: [], estimatedSeconds, estimatedRequests: 1 },
  checks: checks.filter(({ stage }) => stages.includes(stage)).map((one) => one.id),
});
const functional = gathering('functional', ['environment', 'journeys'], 30);
const speed = gathering('speed', ['speed'], 9);
const plan = { checks, gatherings: [functional, speed] } as Partial<Plan> as Plan;

function open(attempts = 2) {
  const written: string[] = [];
  const live = showLive(plan, attempts, { write: (text: string) => written.push(text) });
  const ended = (stage: string, title: string, passed: boolean, beganAgoMs: number, endedAgoMs = 0): void =>
    live.attempt({ file: `suites/${stage}/${title}.spec.ts`, project: stage, title, passed, beganAgoMs, endedAgoMs });
  return { live, ended, lines: () => written.join('').trimEnd().split('\n') };
}

it('tells the stages of one gathering apart, each from its first attempt, with its share of the time', () => {
  const { live, ended, lines } = open();
  live.begin(functional);
  vi.advanceTimersByTime(4000);
  ended('environment', 'health', true, 3000);
  ended('journeys', 'cart', false, 1000);
  vi.advanceTimersByTime(8000);
  ended('journeys', 'totals', true, 2000);
  ended('journeys', 'cart', false, 5000, 500);
  live.close();
  expect(lines()).toEqual([
    '› environment: 1 test planned, about 10 s',
    '› journeys: 2 tests planned, about 20 s',
    '? journeys: 0 of 2 tests, trying 1 again, 1 s so far, about 19 s left',
    '✗ journeys: 2 of 2 tests, 1 failed in 8.5 s',
  ]);
});

it('begins a stage with its gathering where that measures nothing else', () => {
  const { live, lines } = open();
  live.begin(speed);
  vi.advanceTimersByTime(15_000);
  live.close();
  expect(lines()).toEqual([
    '› speed: 1 test planned, about 9 s',
    '… speed: 0 of 1 test, 15 s so far, longer than planned',
  ]);
});

it('says what it counts, since a test may be several checks, and says once that a stage failed', () => {
  const as = (stage: string, title: string, source: Source): PlannedCheck => ({ ...check(stage, title), source });
  const limit = parseLimit('checks', 'rate>0.9');
  const rush = as('load', 'rush', { kind: 'limit', file: 'load/rush.k6.ts', tool: 'k6', limit });
  const health = check('environment', 'health');
  const several = [
    as('environment', 'release-identity', { kind: 'identity' }),
    ...[health, as('environment', 'health@accessible', { kind: 'derived', of: health.id, tag: '@accessible' })],
    ...[rush, as('load', 'rush-2', rush.source), check('contracts', 'users')],
    as('contracts', 'orders', { kind: 'foreign', format: 'junit' }),
  ];
  const gatherings = ['environment', 'load', 'contracts'].map((name): Gathering => ({
    ...{ id: name, tool: 'k6', files: [], estimatedSeconds: 9, estimatedRequests: 1 },
    checks: several.filter(({ stage, source }) => stage === name && source.kind !== 'identity').map(({ id }) => id),
  }));
  const written: string[] = [];
  const live = showLive({ checks: several, gatherings } as Partial<Plan> as Plan, 1, {
    write: (text: string) => written.push(text),
  });
  gatherings.forEach((one) => live.begin(one));
  const judged = (planned: PlannedCheck): JudgedCheck => ({
    ...{ id: planned.id, title: planned.title, stage: planned.stage, tier: 'blocking', durationMs: 1, evidence: [] },
    ...{ outcome: 'failed', reasonCode: 'limit-exceeded', attribution: 'product', message: 'too slow' },
  });
  vi.advanceTimersByTime(2000);
  live.end([judged(rush)]);
  live.end(several.filter(({ stage, id }) => stage === 'load' && id !== rush.id).map(judged));
  live.close();
  expect(written.join('').trimEnd().split('\n')).toEqual([
    '› environment: 1 test planned, about 9 s',
    '› load: 2 limits planned, about 9 s',
    '› contracts: 2 checks planned, about 9 s',
    '✗ load: 1 of 2 limits, 1 failed, 2 s so far, about 7 s left',
    '✗ load: 2 of 2 limits, 2 failed in 2.0 s',
  ]);
});

it('a test is tried again as often as the policy allows, and has failed after that', () => {
  const { live, ended, lines } = open(1);
  ended('journeys', 'cart', false, 0);
  live.close();
  expect(lines()).toEqual([
    '› journeys: 2 tests planned, about 20 s',
    '✗ journeys: 1 of 2 tests, 1 failed, 0 s so far, about 20 s left',
  ]);
});

it('a check of the drill that fails is not tried again', () => {
  const written: string[] = [];
  const rollback = check('drill', 'rollback');
  const drill: Gathering = { ...functional, id: 'drill', checks: [rollback.id], estimatedSeconds: 9 };
  const alone = { checks: [rollback], gatherings: [drill] } as Partial<Plan> as Plan;
  const live = showLive(alone, 2, { write: (text: string) => written.push(text) });
  live.begin(drill);
  const { file, project, title } = { file: 'suites/drill/rollback.spec.ts', project: 'drill', title: 'rollback' };
  live.attempt({ file, project, title, passed: false, beganAgoMs: 3000, endedAgoMs: 0 });
  live.close();
  expect(written.join('')).toContain('1 of 1 test, 1 failed');
  expect(written.join('')).not.toContain('again');
});
