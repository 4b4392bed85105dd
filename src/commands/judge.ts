import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { digestOf } from '../evidence/digest.js';
import { readEvidence } from '../evidence/read.js';
import { stageDurations } from '../evidence/stage-durations.js';
import { judgeCheck } from '../policy/judge-check.js';
import { plan as planSchema } from '../records/plan.js';
import { policy as policySchema } from '../records/policy.js';
import { UsageError } from '../records/usage-error.js';
import type { Verdict } from '../records/verdict.js';
import { decide } from '../verdict/decide.js';
import { version } from '../version.js';
import { readVerdict } from '../verify/run-folder.js';
import { writeReports } from './reports.js';

/** `gonogo judge <run>`: judges a run again from what it left, at the moment it was judged, and re-writes its reports. */
export async function judge(runDir: string, options: { json?: true }): Promise<number> {
  const before = readVerdict(runDir);
  if (before.digests === null) {
    throw new UsageError(`${runDir} has nothing to judge: ${before.headline}`);
  }
  const verdict = judgeRun(runDir, before.judgedAt);
  await writeReports(runDir, verdict, String);
  process.stdout.write(options.json === true ? `${JSON.stringify(verdict, null, 2)}\n` : `${verdict.headline}\n`);
  return verdict.exitCode;
}

/**
 * The verdict of a run, from its folder and a moment alone. `verify` ends with the very same call, so that judging
 * again gives the same bytes.
 * @param now ISO 8601 in UTC.
 */
export function judgeRun(runDir: string, now: string): Verdict {
  const plan = read(path.join(runDir, 'plan.json'), planSchema);
  const policy = read(path.join(runDir, 'policy.json'), policySchema);
  const planDigest = digestOf(plan);
  const evidence = readEvidence(runDir, { runId: plan.runId, plan: planDigest });
  const context = {
    runId: plan.runId,
    requested: plan.requested,
    policy,
    now,
    health: evidence.health,
    problems: new Map(evidence.problems.map((problem) => [problem.check, problem])),
  };
  return decide({
    gonogo: version,
    plan,
    policy,
    judged: plan.checks.map((check) => judgeCheck(check, evidence.records.get(check.id), context)),
    problems: evidence.problems,
    identity: evidence.identity,
    facts: evidence.facts,
    stageDurations: stageDurations(plan, evidence.records),
    digests: { plan: planDigest, policy: digestOf(policy), evidence: evidence.root },
    now,
  });
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
