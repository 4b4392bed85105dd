import { z } from 'zod';

const count = z.int().nonnegative();
/** One figure a second; null: nobody knows it. */
const column = z.array(z.number().nullable());

/** What not every system tells. */
const machineColumns = ['cpuMs', 'gcPauseMs', 'throttledMs', 'rssBytes', 'heapBytes', 'fileDescriptors'] as const;

/** By second of the clock; the first is that of the runner's startedAt. */
const seconds = z.strictObject({
  /** How late a timer of 10 ms was, at most and at its 99th percentile: so late is everything this process does. */
  hiccupMaxMs: column,
  hiccupP99Ms: column,
  /** Its own processor time, all its threads together. */
  cpuMs: column.optional(),
  gcPauseMs: column.optional(),
  /** For how long its control group was kept from the processor (cpu.stat). */
  throttledMs: column.optional(),
  rssBytes: column.optional(),
  /** Live after the last collection of garbage. */
  heapBytes: column.optional(),
  fileDescriptors: column.optional(),
  activeVUs: column,
  allowedVUs: column,
  /** Iterations of all arrival rates that were due by their schedules, counted from each one's first iteration. */
  due: column,
  ended: column,
  dropped: column,
});

const scenario = z.strictObject({
  scenario: z.string(),
  ended: count,
  dropped: count,
  interrupted: count,
  /** Absent for closed loops. */
  due: z.number().nonnegative().optional(),
  /**
   * How late iterations began, or were dropped, by their schedule, counted from the first one and to a millisecond.
   * Absent where that cannot be told: for other than constant arrival rates, in a segment, before the run has ended,
   * after an iteration was cut off, and beyond an hour.
   */
  startLag: z
    .strictObject({
      ticks: z.int().positive(),
      medianMs: z.number().nonnegative(),
      p99Ms: z.number().nonnegative(),
      maxMs: z.number().nonnegative(),
    })
    .optional(),
});

const instrument = z
  .strictObject({
    /** Processors that it may use at once. */
    processors: z.int().positive(),
    /** Columns that its system does not tell. */
    lacks: z.array(z.enum(machineColumns)),
    fileDescriptorLimit: z.number().positive().optional(),
    scenarios: z.array(scenario),
    seconds,
  })
  .refine(
    ({ lacks, seconds }) => machineColumns.every((name) => (seconds[name] === undefined) === lacks.includes(name)),
    {
      message: 'a column is there, or it is named as lacking',
      path: ['lacks'],
    },
  )
  .refine(({ seconds }) => new Set(Object.values(seconds).map(({ length }) => length)).size === 1, {
    message: 'columns of different lengths',
    path: ['seconds'],
  });

/** One k6 process of a run, and how it fared itself: a load generator that was starved has measured itself. */
export const runner = z.strictObject({
  /** Its part of the run, `0:1` for all of it: k6's execution segment. */
  segment: z.string().regex(/^\d+(\/\d+)?:\d+(\/\d+)?$/),
  /** It came to its end by itself. */
  ended: z.boolean(),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  instrument,
});
