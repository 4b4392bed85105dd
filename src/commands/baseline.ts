import path from 'node:path';
import type { Place } from '../options.js';
import { differences, pinnedFile, rollingFile, type BaselineRun } from '../records/baseline.js';
import { UsageError } from '../records/usage-error.js';
import { counted } from '../report/text/quantities.js';
import { withApprovals } from '../release/approved.js';
import { bundleIn } from '../release/bundle.js';
import { addToBaseline, baselineRunsOf, readBaseline } from '../run-folder/baseline.js';
import { readVerdict, writeWhole } from '../run-folder/files.js';
import { judgeRun, type Judged } from '../run-folder/judge.js';
import { rollingBaseline } from '../statistics/stored-baseline.js';
import { exitCodes } from '../verdict/exit-codes.js';
import { scalesOf } from './judged.js';

export interface BaselineOptions {
  out: string;
  trust?: string;
  author?: string;
}

/**
 * `gonogo baseline add <runs…>`: takes what load measured in past runs into the baseline, each judged again from its own
 * evidence. One that is not GO is said, and adds nothing.
 * @returns 0 if every run is in the baseline now, else 2
 */
export function baselineAdd(runs: readonly string[], options: BaselineOptions, { projectDir }: Place): number {
  const { out, trust, author } = options;
  const file = path.join(path.resolve(projectDir, out), rollingFile);
  const scales = trust === undefined && author === undefined ? undefined : scalesOf({ trust, author });
  let refused = 0;
  for (const dir of runs) {
    const { verdict, ...left } = judgedAgain(dir, scales);
    const measured = baselineRunsOf({ verdict, ...left });
    if (measured.length === 0) {
      const why =
        verdict.verdict === 'GO'
          ? 'it measured no duration under load'
          : `it is ${verdict.verdict}, and only GO runs enter a baseline`;
      process.stderr.write(`gonogo: ${dir}: ${why}\n`);
      refused += 1;
      continue;
    }
    const added = addToBaseline(file, measured);
    const scripts = measured.map(({ script }) => script).join(', ');
    process.stdout.write(`${dir}: ${added.length === 0 ? 'is there already' : 'added'} (${scripts})\n`);
  }
  return refused === 0 ? exitCodes.go : exitCodes.usage;
}

/** What a run is by its evidence, and by its approvals where they are counted. */
function judgedAgain(dir: string, scales: ReturnType<typeof scalesOf> | undefined): Judged {
  const before = readVerdict(dir);
  if (before.digests === null) return { verdict: before };
  const judged = judgeRun(dir, before.judgedAt);
  const approval = scales && withApprovals(bundleIn(dir, judgeRun), judged, scales);
  return approval === undefined ? judged : { ...judged, verdict: { ...judged.verdict, verdict: approval.verdict } };
}

/**
 * `gonogo baseline pin`: makes the latest runs of each script the pinned ones, which stay until somebody pins others.
 * @throws UsageError without a run
 */
export async function baselinePin({ out }: { out: string }, { projectDir }: Place): Promise<number> {
  const file = path.join(path.resolve(projectDir, out), rollingFile);
  const history = readBaseline(file);
  if (history.length === 0)
    throw new UsageError(
      `${file} has no run to pin. Each GO of "gonogo verify" with load adds one; "gonogo baseline add" takes in past ones.`,
    );
  const pinned = [
    ...new Set(history.map(({ script, conditions }) => JSON.stringify([script, conditions.profile]))),
  ].flatMap((kind) =>
    latestAlike(history.filter(({ script, conditions }) => JSON.stringify([script, conditions.profile]) === kind)),
  );
  await writeWhole(
    path.join(projectDir, pinnedFile),
    pinned.map((run) => `${JSON.stringify(run)}\n`).join(''),
    (text) => text,
  );
  process.stdout.write(`${pinnedFile}: ${counted(pinned.length, 'line')}. Commit it.\n`);
  return 0;
}

/** The latest runs that compare with the very latest. */
function latestAlike(runs: readonly BaselineRun[]): BaselineRun[] {
  const latest = runs.at(-1);
  if (latest === undefined) return [];
  return rollingBaseline(runs, ({ conditions }) => differences(conditions, latest.conditions).length === 0);
}
