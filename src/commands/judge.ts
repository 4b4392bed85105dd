import { UsageError } from '../records/usage-error.js';
import type { VerdictWord } from '../records/verdict.js';
import { readVerdict } from '../run-folder/files.js';
import { judgeRun } from '../run-folder/judge.js';
import { writeReports, writeVerdict } from '../run-folder/reports.js';
import { exitCodeOf } from '../verdict/exit-codes.js';
import { rank } from '../verdict/table.js';
import { judgeByPolicy } from './judge-by-policy.js';
import { sayJudged } from './judged.js';

export interface JudgeOptions {
  policy?: string;
  trust?: string;
  author?: string;
  json?: true;
}

/**
 * `gonogo judge <runs…>`: judges runs again from what they left, each at the moment it was judged, and re-writes their
 * reports. With `--policy`: what another policy would make of them, and nothing is written.
 * @returns the exit code of the strongest verdict among them: NO-GO, INCONCLUSIVE, AWAITING-APPROVAL, GO.
 * @throws UsageError before anything is written when one of the folders holds nothing to judge.
 */
export async function judge(runs: readonly string[], options: JudgeOptions): Promise<number> {
  const { policy, trust, author, json } = options;
  if (policy !== undefined) {
    if (trust !== undefined || author !== undefined)
      throw new UsageError('--policy asks what would be, and counts no approvals: leave --trust and --author out.');
    return judgeByPolicy(runs, json === undefined ? { policy } : { policy, json });
  }
  if (json === true && runs.length > 1)
    throw new UsageError('--json prints one JSON document: judge one run at a time, or ask what-if with --policy.');
  const say = sayJudged(options);
  const past = runs.map((runDir) => ({ runDir, before: readVerdict(runDir) }));
  for (const { runDir, before } of past) {
    if (before.digests === null) throw new UsageError(`${runDir} has nothing to judge: ${before.headline}`);
  }
  const codes: number[] = [];
  for (const { runDir, before } of past) {
    const judged = judgeRun(runDir, before.judgedAt);
    await writeVerdict(runDir, judged.verdict, String);
    await writeReports(runDir, judged, String);
    codes.push(say(runDir, judged));
  }
  const strongest = rank.find((word: VerdictWord) => codes.includes(exitCodeOf[word]));
  if (strongest === undefined) throw new UsageError('Name the folder of a run, such as reports/latest.');
  return exitCodeOf[strongest];
}
