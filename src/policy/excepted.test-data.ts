import { createHash } from 'node:crypto';
import { policy as policySchema, type Policy } from '../records/policy.js';
import type { JudgedCheck, Verdict } from '../records/verdict.js';
import type { Exceptions, Quarantined, Waiver } from '../records/waiver.js';
import { at, decided, identity, planOf, row } from '../verdict/decided.test-data.js';
import { except } from './exceptions.js';
import type { Scales } from './scales.js';

export const waived = 'journeys/a';
export const roomy: Policy = policySchema.parse({ version: 1, quarantine: { atMost: 5 } });

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export function waiverOf(change: Partial<Waiver> = {}): Waiver {
  return {
    ...{ check: waived, reason: 'a known defect', ticket: 'SHOP-42', owner: 'anna', approvedBy: 'ben' },
    expires: '2026-12-15T12:00:00Z',
    ...change,
  };
}

export function quarantineOf(change: Partial<Quarantined> = {}): Quarantined {
  return { check: waived, issue: 'SHOP-7', owner: 'anna', expires: '2026-12-15T12:00:00Z', ...change };
}

/** The verdict on these rows (and a good identity) with these exceptions, planned at `at`. */
export function judgedWith(
  rows: readonly JudgedCheck[],
  given: Partial<Exceptions>,
  change: Partial<Pick<Scales, 'now' | 'policy' | 'records'>> = {},
): Verdict {
  const judged = [row(identity), ...rows];
  const plan = planOf(judged);
  const scales = { now: at, policy: roomy, records: new Map(), ...change };
  const excepted = except(judged, { waivers: [], quarantine: [], ...given }, { plan, sha256, ...scales });
  const { waivers, quarantine } = excepted;
  return decided([], { ...scales, plan, judged: excepted.rows, waivers, quarantine });
}
