import type { Attribution, ReasonCode } from '../records/check.js';
import { reasonMeanings } from '../records/reason.js';
import type { JudgedCheck } from '../records/verdict.js';

/** What one kind of evidence says of its check; the rest of the row comes from the plan. */
export type Judgement = Pick<
  JudgedCheck,
  'outcome' | 'reasonCode' | 'message' | 'expected' | 'actual' | 'failingStep' | 'stepsBefore' | 'steps'
> & {
  /** Where the evidence itself names whose matter it is. */
  attribution?: Attribution;
  durationMs: number;
  /** Files beside the raw ones, such as a trace. */
  attachments?: string[];
};

type Facts = Partial<Omit<Judgement, 'outcome' | 'reasonCode' | 'message'>>;

export function passed(message: string, facts: Facts = {}): Judgement {
  return { durationMs: 0, ...facts, outcome: 'passed', message };
}

/** Not passed: the outcome is the one that the reason code stands for. */
export function fellShort(reasonCode: ReasonCode, message: string, facts: Facts = {}): Judgement {
  return { durationMs: 0, ...facts, outcome: reasonMeanings[reasonCode].outcome, reasonCode, message };
}
