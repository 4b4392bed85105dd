import { existsSync, statSync } from 'node:fs';
import { sha256 } from '../evidence/digest.js';
import { waiversFile } from '../plan/exceptions.js';
import { failureOf } from '../policy/failure.js';
import { weighWaiver } from '../policy/waivers.js';
import { tierOf } from '../records/tier-of.js';
import { UsageError } from '../records/usage-error.js';
import type { JudgedCheck } from '../records/verdict.js';
import { oneLine } from '../report/text/visible.js';
import { readVerdict } from '../run-folder/files.js';
import { judgeRun } from '../run-folder/judge.js';

/**
 * `gonogo waive <check>`: a draft for `waivers.yaml` on stdout, with the failure's signature, so that another failure of
 * the same check is still red. What only people can say is left empty, and refused until it is filled in.
 * @throws UsageError for what cannot be waived.
 */
export async function waive(check: string, runDir: string): Promise<number> {
  const before = readVerdict(runDir);
  if (before.digests === null) throw new UsageError(`${runDir} has nothing to waive: ${before.headline}`);
  const { verdict, plan, policy, evidence } = judgeRun(runDir, before.judgedAt);
  const row = verdict.checks.find(({ id }) => id === check);
  if (row === undefined)
    throw new UsageError(`The run ${verdict.runId} has no check ${check}. Its verdict.json lists what it has.`);
  const { records } = evidence;
  const signature = sha256(failureOf(row, records.get(check)?.measured));
  const scales = { plan, policy, records, now: verdict.judgedAt, sha256 };
  // As good as a waiver can be: whatever still speaks against it speaks against every waiver of this check.
  const asked = { check, reason: 'asked', ticket: 'asked', owner: 'owner', approvedBy: 'somebody else' };
  const expires = new Date(Date.parse(verdict.judgedAt) + 1).toISOString();
  const { standing, message } = weighWaiver({ ...asked, expires, signature }, row, scales);
  if (standing === 'not-needed')
    throw new UsageError(`${check} passed in the run ${verdict.runId}: there is nothing to waive.`);
  if (standing !== 'live') throw new UsageError(`${check} cannot be waived. ${message}`);

  const daysAhead = policy.waivers.horizonDays[tierOf(check, policy)];
  const head = existsSync(waiversFile) && statSync(waiversFile).size > 0 ? [] : ['version: 1', 'waivers:'];
  process.stdout.write(`${[...head, ...draft(row, verdict.runId, signature, daysAhead)].join('\n')}\n`);
  process.stderr.write(
    `gonogo: the entry belongs into ${waiversFile}, below "waivers:", with its empty words filled in\n`,
  );
  return 0;
}

function draft({ id, outcome, message }: JudgedCheck, runId: string, signature: string, daysAhead: number): string[] {
  return [
    `  # ${outcome} in run ${runId}: ${oneLine(message, 200)}`,
    `  - check: ${JSON.stringify(id)}`,
    `    reason: "" # why the release may go all the same`,
    `    ticket: "" # where the mending is tracked`,
    `    owner: "" # who sees to it`,
    `    approvedBy: "" # who agrees: somebody else`,
    `    expires: "" # date, time and offset, such as 2026-12-01T18:00:00+01:00; at most ${daysAhead} days ahead`,
    `    # Which failure is meant. Without this line any failure of the check is waived.`,
    `    signature: ${signature}`,
  ];
}
