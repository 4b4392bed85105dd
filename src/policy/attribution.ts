import type { Attribution } from '../records/check.js';
import type { EvidenceRecord } from '../records/evidence.js';
import type { PlannedCheck } from '../records/plan.js';
import type { HealthObservation } from '../records/release.js';
import { reasonMeanings } from '../records/reason.js';
import type { JudgedCheck } from '../records/verdict.js';
import type { JudgingContext } from './context.js';
import type { Judgement } from './judgement.js';
import { periodOf } from './period.js';

// An outage that begins or ends between two looks at a probe still explains the failure.
const slackMs = 5000;

/** Whose matter it is that a check did not pass; undefined for one that did. */
export function attributionOf(
  check: PlannedCheck,
  judgement: Judgement,
  evidence: EvidenceRecord | undefined,
  context: JudgingContext,
): Attribution | undefined {
  if (judgement.reasonCode === undefined) return undefined;
  if (judgement.attribution !== undefined) return judgement.attribution;
  if (judgement.outcome !== 'failed' && judgement.outcome !== 'flaky')
    return reasonMeanings[judgement.reasonCode].attribution;
  if (evidence !== undefined && outageDuring(check, evidence, context.health) !== undefined) return 'third-party';
  return check.stage === 'environment' ? 'environment' : 'product';
}

/** A third party of this check that its own probe saw down while the check was measured. */
export function outageDuring(
  check: PlannedCheck,
  evidence: EvidenceRecord,
  health: readonly HealthObservation[],
): HealthObservation | undefined {
  const period = periodOf(evidence);
  if (period === undefined) return undefined;
  return health.find(({ up, thirdParty, at }) => {
    if (up || !check.thirdParties.includes(thirdParty)) return false;
    const atMs = Date.parse(at);
    return atMs >= period.startMs - slackMs && atMs <= period.endMs + slackMs;
  });
}

/** A failure's message with the outage that explains it. */
export function withOutage(message: string, { thirdParty, detail }: HealthObservation): string {
  return `${message} (${thirdParty} was down by its own probe: ${detail})`;
}

/** The message as it would be without the outage. */
export function withoutOutage({ message, attribution }: Pick<JudgedCheck, 'message' | 'attribution'>): string {
  const told = / \((?:[^()]|\([^()]*\))* was down by its own probe: .*\)$/s;
  return attribution === 'third-party' ? message.replace(told, '') : message;
}
