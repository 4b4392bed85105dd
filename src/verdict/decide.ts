import { figure } from '../records/figure.js';
import type { Plan, Resumption } from '../records/plan.js';
import type { Policy } from '../records/policy.js';
import type { Problem } from '../records/problem.js';
import type { IdentityObservation } from '../records/release.js';
import type { RunFacts } from '../records/seal.js';
import type { JudgedCheck, Verdict, VerdictWord } from '../records/verdict.js';
import { countsOf } from './counts.js';
import { exitCodeOf } from './exit-codes.js';
import { headlineOf } from './headline.js';
import { reasonsOf, type Blocker } from './reasons.js';
import { rowsOf, runProblems } from './run-problems.js';
import { stagesOf } from './stages.js';
import { subjectOf } from './subject.js';
import { effectOf, isOverBudget, rank } from './table.js';

export interface Decision {
  gonogo: string;
  plan: Plan;
  policy: Policy;
  /** With the waivers and quarantines that cover them. */
  judged: readonly JudgedCheck[];
  /** What each exception is worth. */
  waivers: Verdict['waivers'];
  quarantine: Verdict['quarantine'];
  problems: readonly Problem[];
  /** What staging said of itself: the looks that the identity check was judged by. */
  identity: readonly IdentityObservation[];
  /** Of the seal; undefined: the run did not come to its end. */
  facts: RunFacts | undefined;
  /** Milliseconds, by stage. */
  stageDurations: ReadonlyMap<string, number>;
  /** sha256 of the plan, the policy, its exceptions and all evidence. */
  digests: Omit<NonNullable<Verdict['digests']>, 'config'>;
  /** The moment of judging, ISO 8601 in UTC. */
  now: string;
}

/** The verdict: a pure function of what was planned, measured and judged. GO is what is left when nothing speaks against it. */
export function decide(decision: Decision): Verdict {
  const { plan, policy, facts, digests, now } = decision;
  const checks = rowsOf(plan, decision.judged);
  const name = facts === undefined ? plan.target.name : facts.name;
  const subject = subjectOf(name, plan.requested, decision.identity, facts?.identityDeclared === true);
  const problems = [...runProblems({ ...decision, judged: checks })];

  const overBudget = isOverBudget(checks, policy);
  const blockers: Blocker[] = [];
  for (const check of checks) {
    const effect = effectOf(check, overBudget);
    if (effect !== 'none') blockers.push({ check, effect });
  }
  const word = strongest([
    ...blockers.map(({ effect }) => effect),
    ...problems.map(() => 'INCONCLUSIVE' as const),
    ...policy.approvals.map(() => 'AWAITING-APPROVAL' as const),
  ]);

  const said = {
    verdict: word,
    profile: plan.profile,
    ...(plan.resumes === undefined ? {} : { resumes: resumesOf(plan, plan.resumes) }),
    counts: countsOf(checks),
    reasons: reasonsOf(blockers, problems, plan, policy.required),
    subject,
    checks,
    waivers: decision.waivers,
    quarantine: decision.quarantine,
    notChecked: plan.notChecked,
  };
  return {
    schemaVersion: 1,
    gonogo: decision.gonogo,
    runId: plan.runId,
    ...said,
    exitCode: exitCodeOf[word],
    headline: headlineOf(said),
    target: plan.target,
    startedAt: facts === undefined ? plan.createdAt : facts.startedAt,
    finishedAt: facts === undefined ? now : facts.finishedAt,
    durationMs: facts === undefined ? 0 : figure(facts.durationMs),
    judgedAt: now,
    stages: stagesOf(checks, decision.stageDurations),
    approvals: policy.approvals,
    digests: { ...digests, config: plan.digests.config },
  };
}

function resumesOf({ checks }: Plan, { runId, attempt, kept, failedBefore }: Resumption): Verdict['resumes'] {
  const keptHere = checks.filter(({ id }) => Object.hasOwn(kept, id)).length;
  const counts = { measured: checks.length - keptHere, kept: keptHere };
  return { runId, attempt, ...counts, ...(failedBefore === undefined ? {} : { failedBefore }) };
}

function strongest(words: readonly VerdictWord[]): VerdictWord {
  return rank.find((word) => words.includes(word)) ?? 'GO';
}
