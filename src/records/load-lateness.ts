import { secondOf } from './clock.js';
import type { LimitMeasured } from './load-measured.js';
import type { LoadEvidence } from './load-evidence.js';

/**
 * How late a load tool was itself, at most, in milliseconds: by second as its limits' counts have them, of several runners
 * the latest; null where nothing is told. Undefined: the tool does not tell.
 */
export function latenessOf(evidence: LoadEvidence): (number | null)[] | undefined {
  if (evidence.tool === 'autocannon') return evidence.lateMs;
  // A k6 that had no free virtual user may have been out of breath, and only its extension would have told.
  if (evidence.runners === undefined) return evidence.droppedIterations > 0 ? undefined : evidence.lateMs;
  const first = secondOf(evidence.startedAt);
  const runners = evidence.runners.map((runner) => ({
    after: secondOf(runner.startedAt) - first,
    late: latenessOfK6(runner),
  }));
  const seconds = Math.max(...runners.map(({ after, late }) => after + late.length));
  return Array.from({ length: seconds }, (_, second) => {
    // A runner that had not begun, or was through, sent nothing then.
    const running = runners.flatMap(({ after, late }) => late[second - after] ?? []);
    return running.length === 0 ? null : Math.max(...running);
  });
}

/**
 * How late the generator was for as large a share of the samples as the quantile: what it measured in the seconds in which
 * it was later is not more than the rest. Infinity: for so many nobody knows; undefined: the tool does not tell.
 */
export function latenessAt(
  quantile: number,
  { blocks, generator }: Pick<LimitMeasured, 'blocks' | 'generator'>,
): number | undefined {
  const { lateMs } = generator;
  if (lateMs === undefined) return undefined;
  const seconds = blocks
    .map(({ samples }, second) => ({ samples, ms: lateMs[second] ?? Infinity }))
    .toSorted((a, b) => a.ms - b.ms);
  const wanted = quantile * seconds.reduce((sum, { samples }) => sum + samples, 0);
  let held = 0;
  return seconds.find(({ samples }) => (held += samples) >= wanted)?.ms;
}

type Runner = NonNullable<Extract<LoadEvidence, { tool: 'k6' }>['runners']>[number];

/**
 * By second of the clock. One in which k6 did not get to look was as late as the next look, which ended it; after the last
 * look, as late as the time until its end.
 */
function latenessOfK6({ instrument, startedAt, finishedAt }: Runner): number[] {
  const told = instrument.seconds.hiccupMaxMs;
  const lastLook = told.findLastIndex((ms) => ms !== null);
  let next = Math.max(0, Date.parse(finishedAt) - 1000 * (secondOf(startedAt) + lastLook + 1));
  const late: number[] = [];
  for (const ms of told.toReversed()) {
    if (ms !== null) next = ms;
    late.push(next);
  }
  return late.reverse();
}
