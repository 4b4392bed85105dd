import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plan as planSchema } from '../../records/plan.js';

/** The time in which a run asked staging for something, and which of its tests were planned. */
export interface RunWindow {
  /** ISO 8601 in UTC. */
  from: string;
  to: string;
  /** Ids of the checks of a test, by its place in `suites/`: `journeys/guest-checkout.spec.ts:3`. */
  checksAt: ReadonlyMap<string, readonly string[]>;
}

const minutesByHand = 10;

/**
 * The window of the run that this test is a part of: from its plan, which is drawn up before anything is sent, to now.
 * A test that is run by hand looks back ten minutes.
 * @throws Error when the run's plan cannot be read: that is a defect.
 */
export function runWindow(env: Readonly<Record<string, string | undefined>>, now: string): RunWindow {
  const runDir = env['GONOGO_RUN_DIR'];
  if (runDir === undefined) {
    const from = new Date(Date.parse(now) - minutesByHand * 60_000).toISOString();
    return { from, to: now, checksAt: new Map() };
  }
  const plan = planSchema.parse(JSON.parse(readFileSync(join(runDir, 'plan.json'), 'utf8')));
  const checksAt = new Map<string, string[]>();
  for (const { id, source } of plan.checks) {
    if (source.kind !== 'test') continue;
    const place = `${source.file.replace(/^suites\//, '')}:${source.line}`;
    checksAt.set(place, [...(checksAt.get(place) ?? []), id]);
  }
  return { from: plan.createdAt, to: now, checksAt };
}
