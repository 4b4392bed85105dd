import type { ReasonCode } from '../records/check.js';
import type { Segment } from '../records/segments.js';
import type { Child } from '../tools/supervisor/index.js';

/** Where a gathering runs, and how long it may take. */
export interface GatheringPlace {
  runDir: string;
  projectDir: string;
  env: Record<string, string>;
  limitMs: number;
  /** Somebody wants the run to stop. */
  stop: AbortSignal;
}

/** What is known of another tool's command besides how it ended. */
export interface ForeignRun {
  startedAt: string;
  /** How far this machine's wall clock was ahead of UTC then. */
  utcOffsetMinutes: number;
  /** When its report was last written, in milliseconds since 1970. */
  writtenMs?: number;
  /** Why nothing that it may have left is read. */
  refused?: { reasonCode: ReasonCode; message: string };
}

/** What a tool left behind: one raw file (or none), and how its process ended. */
export interface Gathered {
  /** Inside the run's folder. */
  rawFile: string;
  exit: { code: number | null; stopped?: 'timed-out' | 'interrupted'; segment?: Segment };
  /** How long the tool's own process lived. */
  processMs: number;
  /** What is known of another tool's command besides; gonogo's own tools say it themselves. */
  foreign?: ForeignRun;
  /** What the processes of one run left, of which the raw file is made, in the order of the segments. */
  parts?: string[];
  /** Why it could not be made. */
  unmerged?: string;
}

// A tool that was asked to stop gets this long to write its end.
const graceMs = 10_000;

/** Waits for a tool's end; stops it at its time limit, or when the run is to stop. */
export async function ended(
  child: Child,
  { limitMs, stop, rawFile }: { limitMs: number; stop: AbortSignal; rawFile: string },
): Promise<Gathered> {
  const bell = new AbortController();
  const stopped = await Promise.race([
    child.exited.then(() => undefined),
    after(limitMs, bell.signal).then(() => 'timed-out' as const),
    aborted(stop, bell.signal).then(() => 'interrupted' as const),
  ]).finally(() => bell.abort());
  if (stopped !== undefined) await child.stop({ graceMs });
  const { code, durationMs } = await child.exited;
  return { rawFile, exit: stopped === undefined ? { code } : { code, stopped }, processMs: durationMs };
}

function after(ms: number, unless: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    unless.addEventListener('abort', () => clearTimeout(timer));
  });
}

function aborted(signal: AbortSignal, unless: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    signal.addEventListener('abort', () => resolve(), { signal: unless });
  });
}
