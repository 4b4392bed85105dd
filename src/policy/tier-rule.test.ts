import { expect, test } from 'vitest';
import { policy as policySchema } from '../records/policy.js';
import { tierRule } from './tier-rule.js';

const policy = policySchema.parse({
  version: 1,
  tiers: [
    { checks: 'load/*', tier: 'blocking' },
    { checks: 'load/**', tier: 'advisory' },
  ],
});

test.each([
  ['load/rush', 'tiers[0] (load/*: blocking)'],
  ['load/rush/p95', 'tiers[1] (load/**: advisory)'],
  ['journeys/a', 'no tier matches it, so it is blocking'],
])('the first rule of the policy that gives %s its tier is named: %s', (id, rule) => {
  expect(tierRule(id, policy)).toBe(rule);
});
