import { UsageError } from '../records/usage-error.js';
import { readVerdict } from '../run-folder/files.js';
import { judgeRun } from '../run-folder/judge.js';
import { writeReports, writeVerdict } from '../run-folder/reports.js';

/** `gonogo judge <run>`: judges a run again from what it left, at the moment it was judged, and re-writes its reports. */
export async function judge(runDir: string, options: { json?: true }): Promise<number> {
  const before = readVerdict(runDir);
  if (before.digests === null) {
    throw new UsageError(`${runDir} has nothing to judge: ${before.headline}`);
  }
  const judged = judgeRun(runDir, before.judgedAt);
  const { verdict } = judged;
  await writeVerdict(runDir, verdict, String);
  await writeReports(runDir, judged, String);
  process.stdout.write(options.json === true ? `${JSON.stringify(verdict, null, 2)}\n` : `${verdict.headline}\n`);
  return verdict.exitCode;
}
