import path from 'node:path';
import { loadEnding } from '../records/load-exit.js';
import type { Gathering } from '../records/plan.js';
import { segmentsOf, type Segment } from '../records/segments.js';
import type { Supervisor } from '../tools/supervisor/index.js';
import type { LoadCommand } from './gather-load.js';
import { ended, type Gathered, type GatheringPlace } from './gathered.js';

/** What k6 is told for one run by several of its processes. */
export interface Segmented {
  segments: number;
  commandFor: (evidenceFile: string, segment: Segment) => Promise<LoadCommand>;
  /** Makes one file of theirs, or says why there is none. */
  merge: (files: string[], into: string) => Promise<string | undefined>;
}

/**
 * Runs one k6 script as several processes side by side, started at the same moment, each on the cores that the target does
 * not have. Once one of them falls short, nothing that the others measure is the run any more: all are stopped.
 */
export async function gatherSegments(
  supervisor: Pick<Supervisor, 'start'>,
  { id }: Pick<Gathering, 'id'>,
  place: GatheringPlace & { pin: number[] | undefined },
  { segments, commandFor, merge }: Segmented,
): Promise<Gathered> {
  const rawFile = `evidence/raw/${id}.json`;
  const inRun = (file: string): string => path.join(place.runDir, file);
  const parts: { segment: Segment; name: string; file: string; order: LoadCommand }[] = [];
  // All are known before the first is started.
  for (const segment of segmentsOf(segments)) {
    // No script's name holds an @.
    const name = `${id}@${segment.nth}-of-${segment.of}`;
    const file = `evidence/raw/${name}.json`;
    parts.push({ segment, name, file, order: await commandFor(inRun(file), segment) });
  }

  const fallen = new AbortController();
  let first: Gathered['exit'] | undefined;
  const stop = AbortSignal.any([place.stop, fallen.signal]);
  const runs = await Promise.allSettled(
    parts.map(async ({ segment, name, file, order: { command, env } }) => {
      try {
        const child = await supervisor.start({
          ...{ name, command, cwd: place.projectDir, env: { ...place.env, ...env } },
          ...(place.pin === undefined ? {} : { pin: place.pin }),
        });
        const one = await ended(child, { limitMs: place.limitMs, stop, rawFile: file });
        if (fellShort(one)) first ??= place.stop.aborted ? one.exit : { ...one.exit, segment };
        return one;
      } catch (error) {
        fallen.abort();
        throw error;
      } finally {
        if (first !== undefined) fallen.abort();
      }
    }),
  );
  const lost = runs.find((run) => run.status === 'rejected');
  if (lost !== undefined) throw lost.reason;
  const all = runs.flatMap((run) => (run.status === 'fulfilled' ? [run.value] : []));

  const unmerged = await merge(
    parts.map(({ file }) => inRun(file)),
    inRun(rawFile),
  );
  const [exit = { code: null }] = [first, ...all.map((one) => one.exit)].filter((it) => it !== undefined);
  return {
    rawFile,
    exit,
    processMs: Math.max(...all.map(({ processMs }) => processMs)),
    parts: parts.map(({ file }) => file),
    ...(unmerged === undefined ? {} : { unmerged }),
  };
}

/** Stopped, killed, or by an exit code that proves no pass. */
function fellShort({ exit: { code, stopped } }: Gathered): boolean {
  return stopped !== undefined || loadEnding('k6', code) !== undefined;
}
