import fc from 'fast-check';
import { expect, test } from 'vitest';
import { canonicalJson } from '../../../src/evidence/canonical-json.js';
import { verdict as verdictSchema } from '../../../src/records/verdict.js';
import { exitCodeOf } from '../../../src/verdict/exit-codes.js';
import { mutationArb, mutations } from './happenings.js';
import { at, inputsArb, judged } from './random-run.js';

test('GO means that every blocking check of the plan passed, was waived, or was flaky within the budget, on evidence of this run', () => {
  let gos = 0;
  fc.assert(
    fc.property(inputsArb, (inputs) => {
      const { verdict, checks, exitCode, reasons } = judged(inputs);
      expect(exitCode).toBe(exitCodeOf[verdict]);
      expect(reasons.length === 0).toBe(verdict === 'GO');
      if (verdict !== 'GO') return;
      gos += 1;
      const waived = checks.filter(({ waiver }) => waiver !== undefined);
      expect(waived.filter(({ outcome }) => outcome !== 'failed' && outcome !== 'flaky')).toEqual([]);
      const blocking = checks.filter(({ tier, waiver }) => tier === 'blocking' && waiver === undefined);
      expect(blocking.length).toBeGreaterThan(0);
      expect(blocking.filter(({ outcome }) => outcome !== 'passed' && outcome !== 'flaky')).toEqual([]);
      expect(blocking.filter(({ outcome }) => outcome === 'flaky').length).toBeLessThanOrEqual(
        inputs.policy.flakeBudget,
      );
      for (const { id } of blocking) expect(inputs.records.find(({ check }) => check === id)?.runId).toBe('run-1');
      expect(inputs.plan.partial).toBe(false);
    }),
    { numRuns: 3000 },
  );
  // A property that no GO was tried on would promise nothing.
  expect(gos).toBeGreaterThan(200);
});

test('law 1: the verdict’s rows are the plan’s rows, and it is of its schema', () => {
  fc.assert(
    fc.property(inputsArb, fc.array(mutationArb, { maxLength: 3 }), (inputs, happenings) => {
      const verdict = judged(happenings.reduce((now, [name, n]) => mutations[name]?.(now, n) ?? now, inputs));
      expect(verdict.checks.map(({ id }) => id)).toEqual(inputs.plan.checks.map(({ id }) => id));
      expect(verdict.counts.planned).toBe(inputs.plan.checks.length);
      expect(verdictSchema.parse(verdict)).toEqual(verdict);
    }),
    { numRuns: 2000 },
  );
});

test('law 3: no evidence is missing, and never anything else', () => {
  fc.assert(
    fc.property(inputsArb, (inputs) => {
      const { verdict, checks } = judged({ ...inputs, records: [] });
      expect(verdict).toBe('INCONCLUSIVE');
      expect(checks.every(({ outcome }) => outcome === 'missing')).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('law 4: a partial run is never GO', () => {
  fc.assert(
    fc.property(inputsArb, (inputs) => {
      expect(judged({ ...inputs, plan: { ...inputs.plan, partial: true } }).verdict).not.toBe('GO');
    }),
    { numRuns: 1000 },
  );
});

test('law 9: judging again gives the same bytes, in whatever order the evidence lies', () => {
  fc.assert(
    fc.property(inputsArb, (inputs) => {
      const turned = { ...inputs, records: inputs.records.toReversed(), health: inputs.health.toReversed() };
      expect(canonicalJson(judged(turned))).toBe(canonicalJson(judged(inputs)));
    }),
    { numRuns: 1000 },
  );
});

test('law 10: nothing that happens to the inputs turns a verdict that is not GO into GO', () => {
  fc.assert(
    fc.property(inputsArb, fc.array(mutationArb, { minLength: 1, maxLength: 4 }), (inputs, happenings) => {
      if (judged(inputs).verdict === 'GO') return;
      const after = judged(happenings.reduce((now, [name, n]) => mutations[name]?.(now, n) ?? now, inputs)).verdict;
      expect(['NO-GO', 'INCONCLUSIVE']).toContain(after);
    }),
    { numRuns: 5000 },
  );
});

test('law 10: time alone takes nothing from a NO-GO', () => {
  fc.assert(
    fc.property(inputsArb, fc.integer({ min: -200, max: 200 }), (inputs, hours) => {
      const now = new Date(Date.parse(at) + hours * 3_600_000).toISOString();
      if (judged(inputs).verdict === 'NO-GO') expect(judged({ ...inputs, now }).verdict).toBe('NO-GO');
    }),
    { numRuns: 3000 },
  );
});
