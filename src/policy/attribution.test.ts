import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Measured } from '../records/evidence.js';
import type { PlannedCheck } from '../records/plan.js';
import { policy } from '../records/policy.js';
import type { HealthObservation } from '../records/release.js';
import { attributionOf, outageDuring, withOutage, withoutOutage } from './attribution.js';
import type { JudgingContext } from './context.js';
import { goodRecord } from './good-record.js';
import { fellShort, passed } from './judgement.js';

const now = '2026-11-20T12:00:00.000Z';
const outage: HealthObservation = { at: now, thirdParty: 'payments', up: false, detail: '503' };
const context: JudgingContext = {
  ...{ runId: 'run-1', requested: { release: '2.4.0', origin: '--release' }, profile: 'standard', now },
  ...{ policy: policy.parse({ version: 1 }), health: [outage], problems: new Map() },
};
const check: PlannedCheck = {
  ...{ id: 'journeys/a', title: 'a', stage: 'journeys', tier: 'blocking', thirdParties: ['mail', 'payments'] },
  source: { kind: 'test', file: 'suites/journeys/a.spec.ts', line: 3, project: 'journeys', title: 'a' },
};
const evidence = goodRecord(check, context);

describe('whose matter it is', () => {
  test('is asked of nothing that passed, outage or not', () => {
    expect(attributionOf(check, passed('Passed.'), evidence, context)).toBeUndefined();
  });

  test.each([
    ['a failure during an outage', fellShort('assertion-failed', 'no'), 'third-party'],
    ['a flake during an outage', fellShort('passed-on-retry', 'no'), 'third-party'],
    ['what cannot be believed, outage or not', fellShort('no-assertions', 'no'), 'harness'],
    ['what was not measured, outage or not', fellShort('setup-failed', 'no'), 'environment'],
    ['what neither kept nor broke its limit', fellShort('interval-straddles-limit', 'no'), 'product'],
    ['a failure whose evidence names it', fellShort('assertion-failed', 'no', { attribution: 'data' }), 'data'],
  ])('%s: %j', (_, judgement, whose) => {
    expect(attributionOf(check, judgement, evidence, context)).toBe(whose);
  });

  test.each([
    ['journeys', 'product'],
    ['load', 'product'],
    ['environment', 'environment'],
  ])('without an outage a failure or a flake of %s is the %s’s', (stage, whose) => {
    for (const reasonCode of ['assertion-failed', 'passed-on-retry'] as const) {
      const judgement = fellShort(reasonCode, 'no');
      expect(attributionOf({ ...check, stage }, judgement, evidence, { ...context, health: [] })).toBe(whose);
      expect(attributionOf({ ...check, stage }, judgement, undefined, context)).toBe(whose);
    }
  });
});

test('of several looks at several third parties, the one that explains the failure is named', () => {
  const health = [{ ...outage, thirdParty: 'search' }, { ...outage, up: true }, outage];
  expect(outageDuring(check, evidence, health)).toBe(outage);
  expect(outageDuring({ ...check, thirdParties: [] }, evidence, health)).toBeUndefined();
  expect(outageDuring(check, evidence, [])).toBeUndefined();
});

test('where the evidence does not say when it was measured, no outage explains it', () => {
  const measured: Measured = { kind: 'derived', pages: 1, findings: [] };
  expect(outageDuring(check, { ...evidence, measured }, [outage])).toBeUndefined();
});

test('a message tells the outage, and is what it was without it', () => {
  expect(withOutage('no "Thank you"', outage)).toBe('no "Thank you" (payments was down by its own probe: 503)');
  const words = fc.array(fc.constantFrom('no', ' ', '(', ')', 'Ω', '\n', '(EU)', 'was down'), { maxLength: 9 });
  const name = fc.constantFrom('payments', 'pay', 'pay (EU)', '(x) y');
  fc.assert(
    fc.property(words, name, words, (said, thirdParty, detail) => {
      const message = said.join('');
      const told = withOutage(message, { ...outage, thirdParty, detail: detail.join('') });
      expect(withoutOutage({ message: told, attribution: 'third-party' })).toBe(message);
    }),
    { numRuns: 1000 },
  );
});

test('what only looks like an outage in the product’s own words stays', () => {
  const message = 'the page says (pay was down by its own probe: 503)';
  expect(withoutOutage({ message, attribution: 'product' })).toBe(message);
  expect(withoutOutage({ message: `${message}.`, attribution: 'third-party' })).toBe(`${message}.`);
  const bare = 'pay was down by its own probe: 503';
  expect(withoutOutage({ message: bare, attribution: 'third-party' })).toBe(bare);
});
