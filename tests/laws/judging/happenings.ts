import fc from 'fast-check';
import { reasonCode } from '../../../src/records/check.js';
import type { EvidenceRecord } from '../../../src/records/evidence.js';
import { at, type Inputs } from './random-run.js';

/** Something that happens to the inputs of a run after the fact; which record is hit is drawn by `n`. */
type Mutation = (inputs: Inputs, n: number) => Inputs;

const withRecord =
  (change: (record: EvidenceRecord, inputs: Inputs) => EvidenceRecord[]): Mutation =>
  (inputs, n) => {
    const hit = n % Math.max(1, inputs.records.length);
    return {
      ...inputs,
      records: inputs.records.flatMap((record, index) => (index === hit ? change(record, inputs) : [record])),
    };
  };

export const mutations: Record<string, Mutation> = {
  removal: withRecord(() => []),
  'replay of another run': withRecord((record) => [{ ...record, runId: 'run-0' }]),
  'replay as another check': withRecord((record, { plan }) => [
    { ...record, check: plan.checks[0]?.id ?? record.check },
  ]),
  'truncated attempts': withRecord((record) => {
    const { measured } = record;
    return measured.kind === 'test'
      ? [{ ...record, measured: { ...measured, attempts: measured.attempts.slice(0, 1) } }]
      : [record];
  }),
  'truncated seconds': withRecord((record) => {
    const { measured } = record;
    return measured.kind === 'limit'
      ? [{ ...record, measured: { ...measured, blocks: measured.blocks.slice(1) } }]
      : [record];
  }),
  'a report cut short': withRecord((record) => {
    const { measured } = record;
    // A test goes with its outcome: counts that disagree must not come to agree by it.
    return measured.kind === 'foreign' && measured.passed > 0
      ? [{ ...record, measured: { ...measured, tests: measured.tests - 1, passed: measured.passed - 1 } }]
      : [record];
  }),
  'lost looks': withRecord((record) => {
    const { measured } = record;
    return measured.kind === 'identity'
      ? [{ ...record, measured: { ...measured, observations: measured.observations.slice(1) } }]
      : [record];
  }),
  'evidence from the future': withRecord((record) => [{ ...record, recordedAt: '2026-12-20T12:00:00.000Z' }]),
  'a record twice': withRecord((record) => [record, record]),
  delay: (inputs, n) => ({ ...inputs, now: new Date(Date.parse(at) + n * 3_600_000).toISOString() }),
  'a problem of a check': (inputs, n) => {
    const check = inputs.plan.checks[n % inputs.plan.checks.length]?.id ?? 'run';
    return {
      ...inputs,
      problems: [
        ...inputs.problems,
        { check, reasonCode: reasonCode.options[n % reasonCode.options.length] ?? 'defect', message: 'x' },
      ],
    };
  },
  'a problem of the run': (inputs) => ({
    ...inputs,
    problems: [...inputs.problems, { check: 'run', reasonCode: 'unparsable', message: 'x' }],
  }),
  'a look at health lost': (inputs) => ({ ...inputs, health: [] }),
  'all evidence lost': (inputs) => ({ ...inputs, records: [] }),
  'exceptions lost': (inputs) => ({ ...inputs, exceptions: { waivers: [], quarantine: [] } }),
  'waivers for everything': (inputs) => ({
    ...inputs,
    exceptions: {
      ...inputs.exceptions,
      waivers: inputs.plan.checks.map(({ id }) => ({
        ...{ check: id, reason: 'x', ticket: 'x', owner: 'anna', approvedBy: 'ben' },
        expires: '2026-12-01T00:00:00Z',
      })),
    },
  }),
};

export const mutationArb = fc.tuple(fc.constantFrom(...Object.keys(mutations)), fc.nat(200));
