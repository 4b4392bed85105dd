import type { Place, VerifyOptions } from './options.js';
import { readIntent } from './plan/intent.js';
import { keepFigures } from './run-folder/baseline.js';
import { keepForecasts } from './run-folder/forecasts.js';
import { judgeRun } from './run-folder/judge.js';
import { attempt, sayTheEnd, writeReports, writeVerdict } from './run-folder/reports.js';
import { claim, earlierOf } from './verify/earlier-run.js';
import { gatherAll } from './verify/gather.js';
import { rollBackAfterNoGo } from './verify/roll-back.js';
import { openRun } from './verify/run.js';
import { setUp } from './verify/set-up.js';

/**
 * The story: read what is wanted, set up what measuring needs and draw up the plan, gather evidence, judge it, say so.
 *
 * The run's first verdict is INCONCLUSIVE and on disk before this is called; whatever happens here, what is on disk
 * afterwards is at least that. A GO is written only at the end, from evidence read back from disk; nothing that comes
 * after it, such as a report, changes what it says.
 *
 * @returns the exit code that belongs to the verdict on disk.
 */
export async function verify(options: VerifyOptions, place: Place): Promise<number> {
  const run = openRun(options, place);
  const judged = await run.toTheEnd(async () => {
    const intent = await readIntent(options, process.env, place.projectDir);
    const earlier = earlierOf(run, place, new Date().toISOString());
    const house = await run.clock.time('set-up', () => setUp(intent, run, place, earlier));
    try {
      if (earlier !== undefined) claim(earlier, run.id);
      await gatherAll(house, run);
      await attempt('staging could not be rolled back', () => rollBackAfterNoGo(house, run));
    } finally {
      await run.clock.time('closing', () => house.close());
      await run.clock.time('sweeping', () => run.sweep());
    }
    return run.clock.time('judging', () => judgeRun(run.dir, new Date().toISOString()));
  });
  await writeVerdict(run.dir, judged.verdict, run.redact);
  await attempt('the baseline could not be added to', () => keepFigures(run.dir, judged));
  await attempt('the forecast could not be kept', () => keepForecasts(run.dir, judged));
  await attempt('the reports could not be written', async () => {
    const reports = await run.clock.time('reports', () => writeReports(run.dir, judged, run.redact));
    await sayTheEnd(reports, options, run.redact);
  });
  await attempt('timings.json could not be written', () => run.clock.write(run.dir, run.id));
  return judged.verdict.exitCode;
}
