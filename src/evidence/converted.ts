import type { Attribution, ReasonCode } from '../records/check.js';
import type { EvidenceRecord, Measured, RawFile } from '../records/evidence.js';
import type { Problem } from '../records/problem.js';
import { reasonMeanings } from '../records/reason.js';
import type { Segment } from '../records/segments.js';

/** What a tool left, as evidence: one record for each planned check, and what else was odd about it. */
export interface Converted {
  records: EvidenceRecord[];
  problems: Problem[];
}

/** What every record of one gathering has in common. */
export interface Origin {
  runId: string;
  /** When the tool's output was read. */
  recordedAt: string;
  /** The files it was read from. */
  raw: RawFile[];
}

/** How a tool's process ended. */
export interface Exit {
  code: number | null;
  /** The engine stopped it: at its time limit, or because somebody wanted the run to stop. */
  stopped?: 'timed-out' | 'interrupted';
  /** Which process of several it was; absent: the only one, or all of them ended alike. */
  segment?: Segment;
}

export function recordOf(check: string, measured: Measured, origin: Origin): EvidenceRecord {
  const { runId, recordedAt, raw } = origin;
  return { schemaVersion: 1, runId, check, recordedAt, measured, raw };
}

export type NotMeasured = Extract<Measured, { kind: 'not-measured' }>;

/** There is nothing, and this is why. */
export function notMeasured(reasonCode: ReasonCode, message: string, whose?: Attribution): NotMeasured {
  const attribution = whose ?? reasonMeanings[reasonCode].attribution;
  return { kind: 'not-measured', reasonCode, attribution, message };
}

/** Why a tool that should have said more did not. */
export function absenceAfter(exit: Exit, tool: string): Measured {
  if (exit.stopped === 'timed-out') return notMeasured('runner-timed-out', `${tool} was stopped at its time limit.`);
  if (exit.stopped === 'interrupted') return notMeasured('interrupted', `${tool} was interrupted.`);
  const how = exit.code === null ? 'was killed' : `ended with exit code ${exit.code}`;
  return notMeasured('runner-died', `${tool} ${how} before it was through.`);
}
