import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Gathering, Plan, PlannedCheck } from '../records/plan.js';
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

function open() {
  const written: string[] = [];
  const live = showLive(plan, { write: (text: string) => written.push(text) });
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
    '› environment: 1 planned, about 10 s',
    '› journeys: 2 planned, about 20 s',
    '✗ journeys: 1 of 2, 1 failed, 1 s so far, about 19 s left',
  ]);
});

it('begins a stage with its gathering where that measures nothing else', () => {
  const { live, lines } = open();
  live.begin(speed);
  vi.advanceTimersByTime(15_000);
  live.close();
  expect(lines()).toEqual(['› speed: 1 planned, about 9 s', '… speed: 0 of 1, 15 s so far, longer than planned']);
});
