import type { Attribution, ReasonCode } from '../records/check.js';
import type { EvidenceRecord } from '../records/evidence.js';
import { figure } from '../records/figure.js';
import { runOf } from '../records/run-of.js';
import { isInPairs, type PlannedCheck } from '../records/plan.js';
import { reasonMeanings } from '../records/reason.js';
import type { JudgedCheck } from '../records/verdict.js';
import { attributionOf, outageDuring, withOutage } from './attribution.js';
import type { JudgingContext } from './context.js';
import { fellShort, type Judgement } from './judgement.js';
import { heldToPolicy } from './limit-by-policy.js';
import { outcomeOfCapacity } from './outcome-of-capacity.js';
import { outcomeOfComparison } from './outcome-of-comparison.js';
import { outcomeOfDerived } from './outcome-of-derived.js';
import { outcomeOfForeign } from './outcome-of-foreign.js';
import { outcomeOfIdentity } from './outcome-of-identity.js';
import { outcomeOfLimit } from './outcome-of-limit.js';
import { outcomeOfSideBySide } from './outcome-of-side-by-side.js';
import { outcomeOfSteady } from './outcome-of-steady.js';
import { outcomeOfTest } from './outcome-of-test.js';
import { outcomeOfUnderLoad } from './outcome-of-under-load.js';
import { rerunOf } from './rerun.js';
import { stalenessOf } from './staleness.js';
import { judgedTier } from './tiers.js';

/** Judges one planned check: always a row, whatever there is or is not. Pure. */
export function judgeCheck(
  check: PlannedCheck,
  evidence: EvidenceRecord | undefined,
  context: JudgingContext,
): JudgedCheck {
  const judgement = aged(judge(check, evidence, context), evidence, context);
  const { outcome, reasonCode, expected, actual, durationMs, failingStep, stepsBefore, steps } = judgement;
  const attribution = attributionOf(check, judgement, evidence, context);
  const outage =
    attribution === 'third-party' && evidence !== undefined ? outageDuring(check, evidence, context.health) : undefined;
  const message = outage === undefined ? judgement.message : withOutage(judgement.message, outage);
  const { id, title, stage, owner, impact } = check;
  // Field by field: copying objects together is what would take most of the time of judging many checks.
  const row: WholeRow = {
    id,
    title,
    stage,
    tier: judgedTier(check, context.policy),
    outcome,
    reasonCode,
    attribution,
    message,
    expected,
    actual,
    durationMs: figure(durationMs),
    failingStep,
    stepsBefore,
    steps,
    owner,
    impact,
    evidence: filesOf(evidence, judgement),
    rerun: outcome === 'passed' ? undefined : rerunOf(check, context),
  };
  return row;
}

/** Every field has to be named, or one that is new would be lost. What exceptions add comes after. */
type WholeRow = {
  [Field in keyof Required<Omit<JudgedCheck, 'waiver' | 'quarantine'>>]: JudgedCheck[Field];
};

function filesOf(evidence: EvidenceRecord | undefined, { attachments }: Judgement): string[] {
  const files: string[] = [];
  for (const { path } of evidence === undefined ? [] : evidence.raw) if (!files.includes(path)) files.push(path);
  for (const path of attachments === undefined ? [] : attachments) if (!files.includes(path)) files.push(path);
  return files;
}

function judge(check: PlannedCheck, evidence: EvidenceRecord | undefined, context: JudgingContext): Judgement {
  const problem = context.problems.get(check.id);
  if (problem !== undefined) return unmeasured(problem.reasonCode, problem.message);
  if (evidence === undefined) return absent(check);
  if (evidence.runId !== runOf(check, context))
    return fellShort('wrong-run', `The evidence is that of run ${evidence.runId}.`);
  if (evidence.check !== check.id) return fellShort('counts-disagree', `The evidence is that of ${evidence.check}.`);
  return outcomeOf(check, evidence, context);
}

function outcomeOf(
  { id, source }: PlannedCheck,
  { measured }: EvidenceRecord,
  { policy, requested, resumes }: JudgingContext,
): Judgement {
  switch (measured.kind) {
    case 'not-measured':
      return unmeasured(measured.reasonCode, measured.message, measured.attribution);
    case 'test':
      return source.kind === 'test' ? outcomeOfTest(measured, policy.attempts) : otherKind(source.kind, measured.kind);
    case 'derived':
      return source.kind === 'derived' ? outcomeOfDerived(measured, source.tag) : otherKind(source.kind, measured.kind);
    case 'limit':
      if (source.kind === 'comparison' && !isInPairs(source)) return outcomeOfComparison(measured, source);
      return source.kind === 'limit'
        ? heldToPolicy(outcomeOfLimit(measured, source.limit, source.tool), id, source.limit, policy)
        : otherKind(source.kind, measured.kind);
    case 'side-by-side':
      return source.kind === 'comparison' && isInPairs(source)
        ? outcomeOfSideBySide(measured, source)
        : otherKind(source.kind, measured.kind);
    case 'capacity':
      return source.kind === 'capacity' ? outcomeOfCapacity(measured, source) : otherKind(source.kind, measured.kind);
    case 'under-load':
      return source.kind === 'under-load'
        ? outcomeOfUnderLoad(measured, source)
        : otherKind(source.kind, measured.kind);
    case 'steady':
      return source.kind === 'steady' ? outcomeOfSteady(measured, source) : otherKind(source.kind, measured.kind);
    case 'foreign':
      return source.kind === 'foreign'
        ? outcomeOfForeign(measured, source.format, source.minTests)
        : otherKind(source.kind, measured.kind);
    case 'identity':
      return source.kind === 'identity'
        ? outcomeOfIdentity(measured.observations, requested, resumes?.subject)
        : otherKind(source.kind, measured.kind);
  }
}

/** What was not measured neither failed nor nearly passed, whatever reason it names. */
function unmeasured(reasonCode: ReasonCode, message: string, attribution?: Attribution): Judgement {
  const { outcome } = reasonMeanings[reasonCode];
  if (outcome === 'failed' || outcome === 'flaky')
    return fellShort('unknown-status', `It was not measured, and yet is said to be ${outcome}: ${message}`);
  return fellShort(reasonCode, message, { attribution });
}

function otherKind(planned: string, found: string): Judgement {
  return fellShort('counts-disagree', `A ${planned} was planned, and the evidence is that of a ${found}.`);
}

function absent({ id, source }: PlannedCheck): Judgement {
  if (source.kind === 'test' && source.file === '(none)') {
    return fellShort('no-tests', `policy.yaml requires ${id}, and no test answers to it: was it deleted or renamed?`);
  }
  return fellShort('no-evidence', 'It was planned and left no evidence.');
}

/**
 * Age takes a pass away, and never a failure: what failed yesterday has not passed today. A flake keeps its outcome
 * too, since too many of them are a NO-GO; the verdict does not count an aged one as passed.
 */
function aged(judgement: Judgement, evidence: EvidenceRecord | undefined, { now, policy }: JudgingContext): Judgement {
  if (evidence === undefined || (judgement.outcome !== 'passed' && judgement.outcome !== 'flaky')) return judgement;
  const why = stalenessOf(evidence.recordedAt, now, policy.evidenceMaxAgeHours);
  if (why === undefined) return judgement;
  if (judgement.outcome === 'flaky')
    return { ...judgement, reasonCode: 'over-age', message: `${judgement.message} ${why}` };
  return fellShort('over-age', why, judgement);
}
