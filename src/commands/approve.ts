import path from 'node:path';
import { UsageError } from '../records/usage-error.js';
import { approvalOf } from '../release/approvals.js';
import { approvable } from '../release/approved.js';
import { bundleFiles, bundleIn } from '../release/bundle.js';
import { signed } from '../release/dsse.js';
import { readSigningKey } from '../release/keys.js';
import { judgedTheSame } from '../release/sign.js';
import { writeWhole } from '../run-folder/files.js';
import { judgeRun } from '../run-folder/judge.js';

/**
 * `gonogo approve <run>`: approves exactly what this run's evidence says. Who that is, and whether it counts, is for
 * production's trust file to say.
 * @param options `forMs`: how long it is good, in milliseconds.
 */
export async function approve(runDir: string, options: { key: string; forMs: number }): Promise<number> {
  const key = readSigningKey(options.key);
  const judgement = judgedTheSame(bundleIn(runDir, judgeRun));
  const { headline, runId, verdict } = judgement.verdict;
  if (verdict !== 'GO' && verdict !== 'AWAITING-APPROVAL')
    throw new UsageError(`Run ${runId} cannot be approved, an approval heals nothing: ${headline}`);
  const approved = approvable(judgement);
  const now = Date.now();
  const moments = {
    approvedAt: new Date(now).toISOString(),
    expires: new Date(now + options.forMs).toISOString(),
  };
  const file = path.join(runDir, bundleFiles.approvals, `${key.id}.dsse.json`);
  await writeWhole(file, signed(approvalOf(approved, moments), key), String);
  process.stdout.write(`approved run ${runId} until ${moments.expires}, with key ${key.id}: ${headline}\n`);
  return 0;
}
