import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { digestOf, sha256 } from '../evidence/digest.js';
import { readEvidence, type Evidence } from '../evidence/read.js';
import { stageDurations } from '../evidence/stage-durations.js';
import { judgingContext, type JudgingContext } from '../policy/context.js';
import { except } from '../policy/exceptions.js';
import { judgeCheck } from '../policy/judge-check.js';
import { plan as planSchema, type Plan } from '../records/plan.js';
import { policy as policySchema, type Policy } from '../records/policy.js';
import { UsageError } from '../records/usage-error.js';
import type { Verdict } from '../records/verdict.js';
import { decide } from '../verdict/decide.js';
import { version } from '../version.js';
import { exceptionsIn, type KeptExceptions } from './exceptions.js';

/** A verdict and what it was judged from, as far as the run came. */
export interface Judged {
  verdict: Verdict;
  plan?: Plan;
  evidence?: Evidence;
}

/** A run as it lies in its folder: all that its verdict is a function of, but the moment. */
export interface RunRead {
  plan: Plan;
  /** Of plan.json as it is. */
  planDigest: string;
  policy: Policy;
  evidence: Evidence;
  exceptions: KeptExceptions;
}

/** @throws UsageError when the folder holds no plan or policy of this version. */
export function readRun(runDir: string): RunRead {
  const plan = read(path.join(runDir, 'plan.json'), planSchema);
  const policy = read(path.join(runDir, 'policy.json'), policySchema);
  const planDigest = digestOf(plan);
  const evidence = readEvidence(runDir, { runId: plan.runId, plan: planDigest, kept: plan.resumes?.kept });
  return { plan, planDigest, policy, evidence, exceptions: exceptionsIn(runDir, plan) };
}

/**
 * The verdict of a run, from its folder and a moment alone. `verify` ends with the very same call, so that judging
 * again gives the same bytes.
 * @param now ISO 8601 in UTC.
 * @throws UsageError when the folder holds no plan or policy of this version.
 */
export function judgeRun(runDir: string, now: string): Required<Judged> & { policy: Policy } {
  const run = readRun(runDir);
  const { plan, policy, evidence } = run;
  return { verdict: verdictOf(run, now), plan, policy, evidence };
}

/** What each check of a run is judged in the light of. @param now ISO 8601 in UTC. */
export function contextOf({ plan, policy, evidence }: RunRead, now: string): JudgingContext {
  const problems = new Map(evidence.problems.map((problem) => [problem.check, problem]));
  return judgingContext(plan, { policy, now, health: evidence.health, problems });
}

/** The verdict of a run that was read. Touches no disk. @param now ISO 8601 in UTC. */
export function verdictOf(run: RunRead, now: string): Verdict {
  const { plan, planDigest, policy, evidence, exceptions } = run;
  const context = contextOf(run, now);
  const durations = stageDurations(plan.runId);
  // All that is asked of a record at once: of ten thousand, each is far away in memory.
  const judged = plan.checks.map((check) => {
    const record = evidence.records.get(check.id);
    durations.add(check.stage, record);
    return judgeCheck(check, record, context);
  });
  const scales = { plan, policy, records: evidence.records, now, sha256 };
  const { rows, waivers, quarantine } = except(judged, exceptions, scales);
  return decide({
    gonogo: version,
    plan,
    policy,
    judged: rows,
    waivers,
    quarantine,
    problems: evidence.problems,
    identity: evidence.identity,
    facts: evidence.facts,
    stageDurations: durations.end(),
    digests: { plan: planDigest, policy: digestOf(policy), ...exceptions.digests, evidence: evidence.root },
    now,
  });
}

/** What a run left that did not come to its judgement: for its reports only, so nothing here is an error. */
export function unjudged(runDir: string, verdict: Verdict): Judged {
  let plan: Plan;
  try {
    plan = read(path.join(runDir, 'plan.json'), planSchema);
  } catch {
    return { verdict };
  }
  const { runId, resumes } = plan;
  return { verdict, plan, evidence: readEvidence(runDir, { runId, plan: digestOf(plan), kept: resumes?.kept }) };
}

function read<T>(file: string, schema: z.ZodType<T>): T {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new UsageError(`${file} is not there, or not JSON: is this a run's folder?`);
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new UsageError(`${file} is not of this version of gonogo:\n${z.prettifyError(parsed.error)}`);
}
