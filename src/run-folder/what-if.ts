import { digestOf } from '../evidence/digest.js';
import { judgeCheck } from '../policy/judge-check.js';
import type { EvidenceRecord } from '../records/evidence.js';
import {
  isInPairs,
  type CapacitySource,
  type ComparisonSource,
  type Plan,
  type PlannedCheck,
  type SteadySource,
  type UnderLoadSource,
} from '../records/plan.js';
import { comparedInPairs, marginAsked, underLoadCount, type Policy } from '../records/policy.js';
import type { Problem } from '../records/problem.js';
import { tierOf } from '../records/tier-of.js';
import type { Verdict } from '../records/verdict.js';
import { contextOf, verdictOf, type RunRead } from './judge.js';
import { limitByPolicy, limitUnmeasured } from './limit-what-if.js';

/**
 * The verdict that a run would have had under another policy, from its own evidence, at a moment. What only another run
 * could tell is INCONCLUSIVE and says why: nothing is guessed.
 * @param now ISO 8601 in UTC.
 */
export function verdictByPolicy(run: RunRead, policy: Policy, now: string): Verdict {
  const records = new Map(run.evidence.records);
  const checks = plannedBy(policy, run.plan).map((check) => {
    const { planned, record } = limitByPolicy(check, records.get(check.id), run.policy, policy);
    if (record !== undefined) records.set(check.id, record);
    return planned;
  });
  const asked = { ...run, policy, plan: { ...run.plan, checks, digests: digestsOf(run, policy) } };
  const unknown = unknowns({ ...asked, evidence: { ...run.evidence, records } }, run.policy, now);
  // What is wrong with the evidence itself comes last, and so has the last word.
  const problems = [...unknown, ...run.evidence.problems];
  return verdictOf({ ...asked, evidence: { ...run.evidence, records, problems } }, now);
}

/** Tiers are the policy's, and what was a row only because the run's own policy required it is none. */
function plannedBy(policy: Policy, { checks }: Plan): PlannedCheck[] {
  return checks.flatMap((check) => {
    const { id, source } = check;
    if (source.kind === 'test' && source.file === '(none)' && !policy.required.includes(id)) return [];
    if (source.kind === 'comparison') return comparedBy(policy, check, source);
    if (source.kind === 'capacity') return capacityBy(policy, check, source);
    if (source.kind === 'under-load') return walkedBy(policy, check, source);
    if (source.kind === 'steady') return steadyBy(policy, check, source);
    return [{ ...check, tier: source.kind === 'identity' ? 'blocking' : tierOf(id, policy) }];
  });
}

/** With the policy's own margin; what it does not compare is no row. */
function comparedBy(policy: Policy, check: PlannedCheck, source: ComparisonSource): PlannedCheck[] {
  const { counter, file } = source;
  const asked =
    counter === undefined
      ? policy.comparisons.find(({ check: of }) => of === source.of)
      : policy.costs.find((one) => one.script === file && one.counter === counter);
  if (asked === undefined) return [];
  const among = isInPairs(source) ? comparedInPairs(policy) : policy.comparisons.length;
  return [{ ...check, tier: tierOf(check.id, policy), source: { ...source, margin: marginAsked(asked), among } }];
}

/** With the policy's own least; what it does not ask for is no row. */
function capacityBy(policy: Policy, check: PlannedCheck, source: CapacitySource): PlannedCheck[] {
  const asked = policy.capacity.find(({ script }) => script === source.file);
  return asked === undefined
    ? []
    : [{ ...check, tier: tierOf(check.id, policy), source: { ...source, atLeast: asked.atLeast } }];
}

/** With the policy's own margin; what it does not want walked is no row. */
function walkedBy(policy: Policy, check: PlannedCheck, source: UnderLoadSource): PlannedCheck[] {
  const asked = policy.underLoad.find(({ script, checks }) => script === source.file && checks.includes(source.walks));
  if (asked === undefined) return [];
  const own = { ...source, margin: marginAsked(asked), among: underLoadCount(policy) };
  return [{ ...check, tier: tierOf(check.id, policy), source: own }];
}

/** With the policy's own most; what it does not name is no row. */
function steadyBy(policy: Policy, check: PlannedCheck, source: SteadySource): PlannedCheck[] {
  const asked = policy.steady.find(({ script, of }) => script === source.file && of === source.metric);
  if (asked === undefined) return [];
  const { atMostPercentPerHour } = asked;
  return [{ ...check, tier: tierOf(check.id, policy), source: { ...source, atMostPercentPerHour } }];
}

/** Another policy is the question here; that the run's own is not what it was planned with stays a problem. */
function digestsOf({ plan, policy: own }: RunRead, policy: Policy): Plan['digests'] {
  return plan.digests.policy === digestOf(own) ? { ...plan.digests, policy: digestOf(policy) } : plan.digests;
}

/** What the run did not measure, since its own policy did not ask for it. */
function unknowns(run: RunRead, own: Policy, now: string): Problem[] {
  const context = contextOf(run, now);
  const { records } = run.evidence;
  return run.plan.checks.flatMap((check): Problem[] => {
    const record = records.get(check.id);
    if (check.source.kind === 'limit') {
      const why = limitUnmeasured(check, own, run.policy);
      const failed = why !== undefined && judgeCheck(check, record, context).outcome === 'failed';
      return failed ? [{ check: check.id, reasonCode: 'counts-disagree', message: why }] : [];
    }
    const why = whyUnknown(check, records, own, run.policy);
    return why === undefined ? [] : [{ check: check.id, reasonCode: 'no-evidence', message: why }];
  });
}

function whyUnknown(
  { id, source }: PlannedCheck,
  records: RunRead['evidence']['records'],
  own: Policy,
  policy: Policy,
): string | undefined {
  if (source.kind === 'derived') return derivedUnmeasured(records.get(source.of), own, policy);
  if (source.kind === 'capacity') return capacityUnmeasured(source, own, policy);
  return attemptsUnmeasured(records.get(id), own, policy);
}

/** Other limits would have led it elsewhere. */
function capacityUnmeasured({ limits }: CapacitySource, own: Policy, policy: Policy): string | undefined {
  const limitsBy = (one: Policy): string =>
    digestOf(one.limits.filter(({ check }) => limits.some((limit) => limit.check === check)));
  return limitsBy(own) === limitsBy(policy) ? undefined : 'It was looked for with other limits than this policy has.';
}

function attemptsUnmeasured(record: EvidenceRecord | undefined, own: Policy, policy: Policy): string | undefined {
  if (record?.measured.kind !== 'test' || !wouldBeTriedOn(record, own, policy)) return undefined;
  return `It failed at all ${own.attempts} of the run's attempts, and the policy has ${policy.attempts}: nobody knows how it would have gone on.`;
}

/** What a tag found is from its test's last attempt. */
function derivedUnmeasured(test: EvidenceRecord | undefined, own: Policy, policy: Policy): string | undefined {
  if (test?.measured.kind !== 'test') return undefined;
  const tried = test.measured.attempts.length;
  if (tried > policy.attempts)
    return `It was measured at attempt ${tried} of its test, and the policy has ${policy.attempts}.`;
  if (!wouldBeTriedOn(test, own, policy)) return undefined;
  return `It was measured at attempt ${tried} of its test, and by the policy another attempt would have followed.`;
}

/** A test that is marked as failing is not tried again when it does. */
function wouldBeTriedOn({ measured }: EvidenceRecord, own: Policy, policy: Policy): boolean {
  if (measured.kind !== 'test' || measured.expectedStatus !== 'passed') return false;
  const { attempts } = measured;
  const last = attempts.at(-1);
  return attempts.length === own.attempts && own.attempts < policy.attempts && last !== undefined
    ? last.status === 'failed' || last.status === 'timedOut'
    : false;
}
