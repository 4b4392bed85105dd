import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { EvidenceRecord } from '../../../src/records/evidence.js';
import type { Plan } from '../../../src/records/plan.js';
import { measuredAgain } from '../../../src/verdict/measured-again.js';
import { at, inputsArb, judged, type Inputs } from './random-run.js';

const earlierRun = 'run-0';
const tooLongAgo = new Date(Date.parse(at) - 25 * 3_600_000).toISOString();

/** The same run, gone on with: what `keeps` says is kept of an earlier one. */
function resumed(inputs: Inputs, keeps: (index: number) => boolean): Inputs {
  const kept = inputs.plan.checks.filter(({ source }, index) => source.kind !== 'identity' && keeps(index));
  const ids = new Set(kept.map(({ id }) => id));
  const plan: Plan = {
    ...inputs.plan,
    resumes: {
      ...{ runId: earlierRun, attempt: 2, plan: 'l', evidence: 'e' },
      subject: { version: '2.4.0', commit: '2.4.0' },
      kept: Object.fromEntries([...ids].map((id) => [id, earlierRun])),
    },
  };
  const ofEarlier = (record: EvidenceRecord): EvidenceRecord =>
    ids.has(record.check) && record.runId === 'run-1' ? { ...record, runId: earlierRun } : record;
  return { ...inputs, plan, records: inputs.records.map(ofEarlier) };
}

const keepsArb = fc.array(fc.boolean(), { minLength: 7, maxLength: 7 });

test('a run that goes on with another comes to the same verdict as one that measured all by itself', () => {
  fc.assert(
    fc.property(inputsArb, keepsArb, (inputs, keeps) => {
      const { verdict, checks } = judged(resumed(inputs, (index) => keeps[index] === true));
      const whole = judged(inputs);
      expect(verdict).toBe(whole.verdict);
      expect(checks.map(({ outcome }) => outcome)).toEqual(whole.checks.map(({ outcome }) => outcome));
    }),
    { numRuns: 1000 },
  );
});

const harms: Record<string, (record: EvidenceRecord) => EvidenceRecord[]> = {
  missing: () => [],
  'too old': (record) => [{ ...record, recordedAt: tooLongAgo }],
  'of this run': (record) => [{ ...record, runId: record.runId === 'run-1' ? earlierRun : 'run-1' }],
  'of a run that nobody goes on with': (record) => [{ ...record, runId: 'run-x' }],
};

test.each(Object.keys(harms))('no GO comes of a blocking record that is %s, kept or not', (name) => {
  let gos = 0;
  fc.assert(
    fc.property(inputsArb, keepsArb, fc.nat(6), (inputs, keeps, n) => {
      const run = resumed(inputs, (index) => keeps[index] === true);
      const before = judged(run);
      const row = before.checks[n % before.checks.length];
      if (before.verdict !== 'GO' || row === undefined || row.tier === 'advisory' || row.waiver !== undefined) return;
      gos += 1;
      const records = run.records.flatMap((one) => (one.check === row.id ? (harms[name]?.(one) ?? []) : [one]));
      expect(judged({ ...run, records }).verdict).not.toBe('GO');
    }),
    { numRuns: 2000 },
  );
  expect(gos).toBeGreaterThan(50);
});

test('no GO comes of what was measured of another build', () => {
  let gos = 0;
  fc.assert(
    fc.property(inputsArb, fc.constantFrom('version', 'commit', 'digest'), (inputs, field) => {
      const run = resumed(inputs, () => true);
      if (judged(run).verdict !== 'GO' || run.plan.resumes === undefined) return;
      gos += 1;
      const subject = { ...run.plan.resumes.subject, [field]: 'another' };
      const verdict = judged({ ...run, plan: { ...run.plan, resumes: { ...run.plan.resumes, subject } } });
      expect(verdict.verdict).toBe('INCONCLUSIVE');
      expect(verdict.reasons[0]).toMatchObject({ reasonCode: 'subject-changed' });
    }),
    { numRuns: 1000 },
  );
  expect(gos).toBeGreaterThan(50);
});

test('what failed or was flaky is never measured again, nor what passed by itself; what nobody knows is', () => {
  let measured = 0;
  fc.assert(
    fc.property(inputsArb, (inputs) => {
      const { checks } = judged(inputs);
      const again = measuredAgain(inputs.plan, checks);
      for (const { id, outcome, attribution, reasonCode } of checks) {
        if (id === 'environment/release-identity') expect(again.has(id)).toBe(false);
        const isProven = outcome === 'failed' && attribution !== 'third-party' && attribution !== 'harness';
        if (isProven || (outcome === 'flaky' && reasonCode !== 'over-age')) expect(again.has(id)).toBe(false);
        if (again.has(id)) measured += 1;
      }
      if (checks.every(({ outcome }) => outcome === 'passed')) expect(again.size).toBe(0);
    }),
    { numRuns: 2000 },
  );
  expect(measured).toBeGreaterThan(200);
});
