import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Plan, PlannedCheck } from '../../records/plan.js';
import { runWindow } from './run-window.js';

let runDir: string;
beforeEach(() => void (runDir = mkdtempSync(join(tmpdir(), 'gonogo-window-'))));
afterEach(() => rmSync(runDir, { recursive: true }));

const now = '2026-11-21T16:05:00.000Z';
const source = { kind: 'test' as const, file: 'suites/journeys/totals.spec.ts', project: 'journeys' };
const check = (id: string, line: number): PlannedCheck => ({
  ...{ id, title: id, stage: 'journeys', tier: 'blocking', thirdParties: [] },
  source: { ...source, line, title: id },
});
const plan: Plan = {
  ...{
    schemaVersion: 1,
    runId: 'r',
    createdAt: '2026-11-21T16:00:00.000Z',
    gonogo: '1',
    profile: 'smoke',
    partial: false,
  },
  requested: { release: '2.0.0', origin: '--release' },
  target: { name: 'Shop', url: 'http://127.0.0.1:1' },
  ...{ gatherings: [], notChecked: [], digests: { config: '', policy: '', waivers: '', quarantine: '' }, tools: {} },
  checks: [check('journeys/totals/a', 3), check('journeys/totals/b', 3), check('journeys/totals/c', 9)],
};

test('is from the run’s plan to now, and knows the checks of a place in the suites', () => {
  writeFileSync(join(runDir, 'plan.json'), JSON.stringify(plan));
  const { from, to, checksAt } = runWindow({ GONOGO_RUN_DIR: runDir }, now);
  expect({ from, to }).toEqual({ from: plan.createdAt, to: now });
  expect(checksAt.get('journeys/totals.spec.ts:3')).toEqual(['journeys/totals/a', 'journeys/totals/b']);
});

test('is ten minutes for a test that is run by hand', () => {
  expect(runWindow({}, now)).toEqual({ from: '2026-11-21T15:55:00.000Z', to: now, checksAt: new Map() });
});
