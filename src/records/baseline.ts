import { z } from 'zod';
import { checkId, profile } from './check.js';
import { mostSegments } from './segments.js';

/** Among more compared limits than this the error would be cut into pieces that ten runs can't prove with. */
export const mostComparisons = 4;

/** Under what a load script's figures were measured: only runs that agree in all of it are compared. */
export const loadConditions = z.strictObject({
  profile,
  /** Staging by name, with its address; one that runs start themselves comes up at another each time. */
  staging: z.string(),
  /** sha256 of the script as it is written, with the files of the project that it names. */
  script: z.string().regex(/^[0-9a-f]{64}$/),
  /** Where the load comes from: `8 × AMD EPYC 7763, linux x64`. */
  machine: z.string(),
  /** How many k6 processes sent the load side by side. Absent: one. */
  segments: z.int().min(2).max(mostSegments).optional(),
  /** Versions of what sends and counts: `gonogo`, `k6` or `node`. */
  tools: z.record(z.string(), z.string()),
});
export type LoadConditions = z.infer<typeof loadConditions>;

/** A limit's statistic in one run. */
export const storedFigure = z.strictObject({
  ms: z.number().positive(),
  /** How late the generator itself was for as large a share of the samples as the statistic is of. Absent: nobody tells. */
  lateMs: z.number().nonnegative().optional(),
});
export type StoredFigure = z.infer<typeof storedFigure>;

/** What one load script measured in a run that was GO: a line of a baseline. */
export const baselineRun = z.strictObject({
  schemaVersion: z.literal(1),
  runId: z.string().min(1),
  release: z.string().min(1),
  finishedAt: z.iso.datetime(),
  /** `load/checkout-rush.k6.ts`. */
  script: z.string().min(1),
  conditions: loadConditions,
  /** By the check of the limit whose statistic it is. */
  figures: z.record(checkId, storedFigure),
});
export type BaselineRun = z.infer<typeof baselineRun>;

/** What differs between the conditions of two runs, in words: `k6 was 2.1.0, and is 2.2.0 now`. Nothing: they compare. */
export function differences(then: LoadConditions, now: LoadConditions): string[] {
  const flat = ({ tools, script, segments, ...others }: LoadConditions): Record<string, string> => ({
    'the script': script.slice(0, 7),
    ...others,
    'the number of k6 processes': String(segments === undefined ? 1 : segments),
    ...tools,
  });
  const [before, after] = [flat(then), flat(now)];
  const named = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return named
    .filter((name) => before[name] !== after[name])
    .map((name) => `${name} was ${before[name] ?? 'not used'}, and is ${after[name] ?? 'not used'} now`);
}

/** In the folder where runs are kept: every GO adds to it. */
export const rollingFile = 'baseline.jsonl';

/** In the project, to be committed: the runs that people chose. */
export const pinnedFile = 'load/baseline.jsonl';

/** The runs that load can be compared with, each kind in the order of time. */
export interface Baselines {
  rolling: readonly BaselineRun[];
  pinned: readonly BaselineRun[];
}
