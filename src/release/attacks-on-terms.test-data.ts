import { policy as policySchema } from '../records/policy.js';
import { scene, spoilt, type Attack } from './guard.test-data.js';

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
  ['an identity that was only declared', 'declared-identity', () => scene({ declared: true })],
];
