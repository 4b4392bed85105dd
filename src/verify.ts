import { judgeRun } from './commands/judge.js';
import { sayTheEnd, writeReports } from './commands/reports.js';
import type { Place, VerifyOptions } from './options.js';
import { readIntent } from './plan/intent.js';
import { gatherAll } from './verify/gather.js';
import { openRun } from './verify/run.js';
import { setUp } from './verify/set-up.js';

/**
 * The story: read what is wanted, set up what measuring needs and draw up the plan, gather evidence, judge it, say so.
 *
 * The run's first verdict is INCONCLUSIVE and on disk before this is called; whatever happens here, what is on disk
 * afterwards is at least that. A GO is written only at the end, from evidence read back from disk.
 *
 * @returns the exit code that belongs to the verdict on disk.
 */
export async function verify(options: VerifyOptions, place: Place): Promise<number> {
  const run = openRun(options, place);
  const verdict = await run.toTheEnd(async () => {
    const intent = await readIntent(options, process.env, place.projectDir);
    const house = await run.clock.time('set-up', () => setUp(intent, run, place));
    try {
      await gatherAll(house, run);
    } finally {
      await run.clock.time('closing', () => house.close());
      await run.clock.time('sweeping', () => run.sweep());
    }
    return run.clock.time('judging', () => judgeRun(run.dir, new Date().toISOString()));
  });
  const reports = await run.clock.time('reports', () => writeReports(run.dir, verdict, run.redact));
  run.clock.write(run.dir, run.id);
  sayTheEnd(reports, options);
  return verdict.exitCode;
}
