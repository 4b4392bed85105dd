import type { Attribution, Outcome, ReasonCode } from '../records/check.js';
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
  return judgementOf('passed', undefined, message, facts);
}

/** Not passed: the outcome is the one that the reason code stands for. */
export function fellShort(reasonCode: ReasonCode, message: string, facts: Facts = {}): Judgement {
  return judgementOf(reasonMeanings[reasonCode].outcome, reasonCode, message, facts);
}

/** Every field has to be named, or one that is new would be lost. */
type WholeJudgement = { [Field in keyof Required<Judgement>]: Judgement[Field] };

/** Field by field: copying objects together is what would take most of the time of judging many checks. */
function judgementOf(
  outcome: Outcome,
  reasonCode: ReasonCode | undefined,
  message: string,
  { durationMs, expected, actual, failingStep, stepsBefore, steps, attribution, attachments }: Facts,
): WholeJudgement {
  return {
    outcome,
    reasonCode,
    message,
    durationMs: durationMs === undefined ? 0 : durationMs,
    expected,
    actual,
    failingStep,
    stepsBefore,
    steps,
    attribution,
    attachments,
  };
}
