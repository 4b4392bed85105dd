import path from 'node:path';
import { digestOf } from '../evidence/digest.js';
import { readLocatedYaml } from '../plan/strict-yaml.js';
import { policy as policySchema, type Policy } from '../records/policy.js';
import { UsageError } from '../records/usage-error.js';
import type { VerdictWord } from '../records/verdict.js';
import { oneLine } from '../report/text/visible.js';
import { changesBetween, type Change } from '../run-folder/changes.js';
import { readVerdict } from '../run-folder/files.js';
import { readRun, verdictOf } from '../run-folder/judge.js';
import { verdictByPolicy } from '../run-folder/what-if.js';
import { exitCodes } from '../verdict/exit-codes.js';

/** A past run, judged by its own policy and by the other one. */
interface Compared {
  run: string;
  runId: string;
  judgedAt: string;
  /** What its verdict.json says. */
  recorded: VerdictWord;
  /** By its own policy, now that its evidence is read again. */
  own: VerdictWord;
  /** By the other one. */
  byPolicy: VerdictWord;
  headline: string;
  flips: boolean;
  /** What the other policy changes; empty where it flips nothing. */
  why: Change[];
}

/** A run that cannot be judged, and the exit code that this ends with. */
interface Unjudged {
  run: string;
  why: string;
  exitCode: number;
}

/**
 * `gonogo judge <runs…> --policy <file>`: which past verdicts would be another word by this policy, and why. Each run is
 * judged from its own evidence at its own moment. Writes nothing.
 * @returns 0: all could be judged, flips or not, since a what-if is no verdict; 2: a folder is no run of this version;
 * 3: a run ended before it had anything to judge.
 * @throws UsageError when the policy cannot be read.
 */
export function judgeByPolicy(
  runs: readonly string[],
  { policy: file, json }: { policy: string; json?: true },
): number {
  const policy = readLocatedYaml(process.cwd(), file, policySchema)?.value;
  if (policy === undefined) throw new UsageError(`${path.resolve(file)}: there is no such policy.`);
  const tried = runs.map((run) => compared(run, policy));
  const judged = tried.filter((one) => 'runId' in one);
  const unjudged = tried.filter((one) => 'exitCode' in one);
  const flips = judged.filter((one) => one.flips).length;
  const data = { policy: { file, digest: digestOf(policy) }, runs: judged, notJudged: unjudged, flips };
  const lines = [...judged.map(lineOf), `${flips} of ${judged.length} verdicts would flip`];
  process.stdout.write(json === true ? `${JSON.stringify(data, null, 2)}\n` : `${lines.join('\n')}\n`);
  for (const { run, why } of unjudged) process.stderr.write(`gonogo: ${run} was not judged: ${why}\n`);
  return unjudged.length === 0 ? exitCodes.go : Math.min(...unjudged.map(({ exitCode }) => exitCode));
}

function compared(run: string, policy: Policy): Compared | Unjudged {
  try {
    const { verdict: recorded, digests, judgedAt, headline } = readVerdict(run);
    if (digests === null) return { run, why: `it has nothing to judge: ${headline}`, exitCode: exitCodes.inconclusive };
    const read = readRun(run);
    const before = { verdict: verdictOf(read, judgedAt), policy: read.policy };
    const after = { verdict: verdictByPolicy(read, policy, judgedAt), policy };
    const [own, byPolicy] = [before.verdict.verdict, after.verdict.verdict];
    const flips = own !== byPolicy;
    return {
      run,
      runId: read.plan.runId,
      judgedAt,
      recorded,
      own,
      byPolicy,
      flips,
      headline: after.verdict.headline,
      why: flips ? changesBetween(before, after) : [],
    };
  } catch (error) {
    if (error instanceof UsageError) return { run, why: error.message, exitCode: exitCodes.usage };
    throw error;
  }
}

const longest = 200;

/** `2026-11-20T12-00-00Z-1a2b3c  NO-GO → GO  journeys/guest-checkout no longer blocking: tiers[0] (journeys/**: advisory)` */
function lineOf({ runId, recorded, own, byPolicy, flips, why }: Compared): string {
  const [first, ...others] = why;
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  const reason = first === undefined ? [] : [oneLine(clause(first), longest) + more];
  // Not the other policy's doing: its evidence, or this gonogo, is not what it was.
  const changed =
    recorded === own ? [] : [`(its verdict.json says ${recorded}; judged again by its own policy it is ${own})`];
  return [runId, flips ? `${own} → ${byPolicy}` : own, ...reason, ...changed].join('  ');
}

function clause({ check, why }: Change): string {
  return check === 'run' ? why : `${check} ${why}`;
}
