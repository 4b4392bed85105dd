import { rmSync } from 'node:fs';
import { digestOf } from '../evidence/digest.js';
import { policy as policySchema } from '../records/policy.js';
import type { Waiver } from '../records/waiver.js';
import { from, scene, spoilt, type Attack } from './guard.test-data.js';

/** For the failure of `journeys/b`. */
export const waiver: Waiver = {
  ...{ check: 'journeys/b', reason: 'a known defect', ticket: 'SHOP-42', owner: 'Anna', approvedBy: 'Ben' },
  expires: '2026-11-28T12:00:00+01:00',
};
const quarantined = {
  policy: policySchema.parse({ version: 1, quarantine: { atMost: 1 } }),
  quarantine: [{ check: 'journeys/b', issue: 'SHOP-7', owner: 'Anna', expires: waiver.expires }],
};
const laxer = { policy: policySchema.parse({ version: 1, flakeBudget: 1 }) };

export const attacksOnTerms: Attack[] = [
  ['another artifact', 'other-artifact', spoilt((one) => (one.asked = { ...one.asked, artifact: 'b'.repeat(64) }))],
  ['another commit', 'other-commit', spoilt((one) => (one.asked = { ...one.asked, commit: 'd'.repeat(40) }))],
  [
    'no artifact that staging named',
    'other-artifact',
    () => scene({ identity: { version: '2', commit: 'c'.repeat(40) } }),
  ],
  ['too old', 'too-old', spoilt((one) => (one.now = '2026-11-21T12:00:00.001Z'))],
  ['from the future', 'from-the-future', spoilt((one) => (one.now = '2026-11-20T11:58:59.999Z'))],
  ['a partial run', 'partial-run', () => scene({ plan: { partial: true } })],
  ['a NO-GO', 'not-go', () => scene({ failing: true })],
  ['a smaller profile', 'profile-too-low', () => scene({ plan: { profile: 'smoke' } })],
  [
    'another environment',
    'other-environment',
    () => scene({ plan: { target: { name: 'laptop', url: 'https://staging.example/' } } }),
  ],
  [
    'another address',
    'other-environment',
    () => scene({ plan: { target: { name: 'staging', url: 'http://127.0.0.1/' } } }),
  ],
  ['another policy', 'other-policy', () => scene(laxer)],
  ['a failure that was waived', 'too-many-waivers', () => scene({ failing: true, waivers: [waiver] })],
  [
    'a failure in quarantine',
    'too-many-waivers',
    () => {
      const one = scene({ failing: true, ...quarantined });
      return { ...one, rules: { ...one.rules, policies: [digestOf(quarantined.policy)] } };
    },
  ],
  ['waivers that were taken away', 'removed-file', spoilt((one) => rmSync(from(one, 'waivers.json')))],
  ['an identity that was only declared', 'declared-identity', () => scene({ declared: true })],
];
