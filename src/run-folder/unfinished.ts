import { unfinishedVerdict, type Ending } from '../verdict/unfinished.js';
import { version } from '../version.js';
import { readVerdict } from './files.js';
import { writeVerdict } from './reports.js';

/**
 * Leaves the verdict of a run that ended outside its story: INCONCLUSIVE, with the reason why. A NO-GO that is on disk
 * already stands; a GO does not.
 */
export async function leaveUnfinished(run: { id: string; dir: string }, ending: Ending): Promise<void> {
  const { verdict, profile, startedAt } = readVerdict(run.dir);
  if (verdict === 'NO-GO') return;
  const now = new Date().toISOString();
  const unfinished = unfinishedVerdict({ gonogo: version, runId: run.id, profile, startedAt, now, ending });
  await writeVerdict(run.dir, unfinished, String);
}
