import { z } from 'zod';
import { runner } from './load-runner.js';
import { countedIn, precision, series, sketch } from './load-series.js';
import { limit } from './limit.js';
import { unsentRequests } from './unsent-requests.js';

const count = z.int().nonnegative();

/** What only gonogo's extension tells, and no k6 without it. */
export const stockK6Lacks = ['extensionVersion', 'options', 'marks', 'foldedMarks', 'runners'] as const;

/** What only k6 tells. */
export const autocannonLacks = [...stockK6Lacks, 'precision', 'series', 'foldedSeries'] as const;

/** `unanswered`: those of `beyond` that got no answer, however long that took. */
const block = z.strictObject({ samples: count, beyond: count, unanswered: count.optional() });

/** One entry per limit of the script; exact counts. */
const counted = z
  .strictObject({
    /** The threshold's key as the script wrote it, `http_req_duration{name:pay}`. */
    metric: z.string(),
    expression: z.string(),
    samples: count,
    beyond: count,
    sum: z.number(),
    /** The statistic of the expression, for people. */
    observed: z.number().optional(),
    /** By second: k6's are those of the clock, the first is that of startedAt; autocannon's begin with startedAt. */
    blocks: z.array(block),
    /** What `observed` of a limit on a quantile was taken from. */
    values: z.strictObject({ min: z.number(), max: z.number(), sketch }).optional(),
  })
  .refine(({ values, samples }) => values === undefined || countedIn(values.sketch) === samples, {
    message: 'the sketch holds another count',
    path: ['values'],
  });

/** What all of them leave. Times in milliseconds. */
const common = {
  schemaVersion: z.literal(2),
  toolVersion: z.string(),
  runId: z.string(),
  /** Path as it was given, and its bytes' sha256. */
  script: z.strictObject({ path: z.string(), sha256: z.string() }),
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  /** False until the tool has written to its end: a killed tool leaves its last checkpoint. */
  complete: z.boolean(),
  iterations: count,
  threw: count,
  droppedIterations: count,
  /** Iterations that were cut off while they waited: of their last request there is no sample. */
  interruptedIterations: count,
  requests: count,
  unsent: unsentRequests,
  limits: z.array(counted),
  /** Per step name: what a report's table shows. */
  steps: z.array(
    z.strictObject({
      name: z.string(),
      requests: count,
      failed: count,
      medianMs: z.number().nonnegative().optional(),
      p95Ms: z.number().nonnegative().optional(),
      maxMs: z.number().nonnegative().optional(),
    }),
  ),
};

/** k6's: with gonogo's extension it lacks nothing, without it all that only the extension tells. */
const k6Evidence = z
  .strictObject({
    ...common,
    tool: z.literal('k6'),
    lacks: z.array(z.enum(stockK6Lacks)),
    /** gonogo's version that the extension is part of. */
    extensionVersion: z.string().optional(),
    /** As k6 resolved them, without secrets, and without what may differ between the machines of one run. */
    options: z.record(z.string(), z.unknown()).optional(),
    precision,
    series: z.array(series),
    /** How many series were counted together, as `(further steps)`; of a merged file, in all segments together. */
    foldedSeries: count,
    /** Moments that the script named, in the order of time. */
    marks: z
      .array(
        z.strictObject({
          name: z.string().min(1),
          firstAt: z.iso.datetime(),
          lastAt: z.iso.datetime(),
          count: count.min(1),
        }),
      )
      .optional(),
    /** How many moments had further names: 100 are told apart. */
    foldedMarks: count.optional(),
    /** One, or the segments of the run in their order. */
    runners: z.array(runner).min(1).optional(),
    /**
     * Without the extension: how late k6 is known to have been, by second of the clock, the first is that of startedAt.
     * src/tools/k6/stock/lateness.ts says by what.
     */
    lateMs: z.array(z.number().nonnegative()).optional(),
  })
  .refine(
    (told) =>
      [0, stockK6Lacks.length].includes(told.lacks.length) &&
      stockK6Lacks.every((name) => (told[name] === undefined) === told.lacks.includes(name)),
    { message: 'all that the extension tells is there, or all of it is named as lacking', path: ['lacks'] },
  )
  .refine(({ lacks, lateMs }) => (lacks.length === 0) === (lateMs === undefined), {
    message: 'how late k6 was is told by its runners, or here where there are none',
    path: ['lateMs'],
  })
  .refine(({ complete, runners }) => !complete || runners === undefined || runners.every(({ ended }) => ended), {
    message: 'complete, though a runner did not end by itself',
    path: ['complete'],
  });

/** What autocannon cannot tell, it says. */
const autocannonEvidence = z.strictObject({
  ...common,
  tool: z.literal('autocannon'),
  lacks: z.array(z.enum(autocannonLacks)).length(autocannonLacks.length),
  /** How late its event loop was, at most, by second since startedAt. */
  lateMs: z.array(z.number().nonnegative()).optional(),
});

/**
 * What a load tool leaves: written by the k6 extension (`--out evidence=<file>`), by the reader of a k6 without it and by
 * the autocannon runner, alike in all that is judged, so that one judge reads all. docs/load-evidence.md tells of it.
 */
export const loadEvidence = z.discriminatedUnion('tool', [k6Evidence, autocannonEvidence]);
export type LoadEvidence = z.infer<typeof loadEvidence>;

/** What a load script will do in a profile, read without sending anything. */
export const loadScript = z.strictObject({
  file: z.string(),
  tool: z.enum(['k6', 'autocannon']),
  limits: z.array(limit).min(1),
  estimatedSeconds: z.number().positive(),
  /** Iterations by scenario: what a limit's expected number of samples is reckoned from. Without closed loops. */
  iterations: z.record(z.string(), z.int().nonnegative()),
  /** Scenarios that send as fast as they are answered: nobody knows how many iterations beforehand. */
  closedLoops: z.array(z.string()).optional(),
  /** Peak of iterations per second; closed loops: undefined. */
  peakRate: z.number().positive().optional(),
  /** Into how many k6 processes it can be divided so that each of them sends something. Absent: autocannon, into none. */
  mostSegments: z.int().nonnegative().optional(),
});
export type LoadScript = z.infer<typeof loadScript>;
