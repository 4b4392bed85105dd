import { ReportFlaw, type ForeignReport, type Moment } from './report.js';

/** When a command ran and wrote its report, by the clocks of this machine. */
export interface CommandTimes {
  startedAt: string;
  processMs: number;
  /** How far this machine's wall clock was ahead of UTC then. */
  utcOffsetMinutes: number;
  /** When the report's file was last written, in milliseconds since 1970; undefined: there is none. */
  writtenMs?: number;
}

// The clocks of two machines differ a little: a tool may have its tests run on another one.
const clockSkewMs = 60_000;
// What lasted within a process is shorter than it, but for how it was rounded.
const roundingMs = 1000;

/**
 * Holds what a report tells of time, and the time of its file, to the time of its command. A wall clock without a zone
 * is taken for UTC's or for this machine's, which are what tools mean by it, and for no other.
 * @throws ReportFlaw for what is earlier (`wrong-run`) or later (`over-age`) than the command, or lasted longer.
 */
export function refuseOtherTime({ moments, lastedMs }: ForeignReport, times: CommandTimes): void {
  const { writtenMs, processMs } = times;
  if (writtenMs !== undefined) refuse({ atMs: writtenMs, zoned: true }, times, 'it was last written at');
  for (const moment of moments) refuse(moment, times, 'it tells of');
  if (lastedMs === undefined || lastedMs <= processMs + roundingMs) return;
  const longer = `it lasted ${Math.round(lastedMs)} ms, and its command lived ${Math.round(processMs)} ms`;
  throw new ReportFlaw('wrong-run', `It is that of another run: ${longer}.`);
}

function refuse({ atMs, zoned }: Moment, { startedAt, processMs, utcOffsetMinutes }: CommandTimes, what: string): void {
  const beginMs = Date.parse(startedAt);
  const readings = zoned ? [atMs] : [atMs, atMs - utcOffsetMinutes * 60_000];
  const endMs = beginMs + processMs;
  // Asked so that what is no number at all is in nobody's time.
  if (readings.some((ms) => ms >= beginMs - clockSkewMs && ms <= endMs + clockSkewMs)) return;
  const when = zoned ? iso(atMs) : `${iso(atMs).replace(/Z$/, '')} (without a time zone)`;
  if (readings.every((ms) => ms > endMs + clockSkewMs))
    throw new ReportFlaw('over-age', `It is from the future: ${what} ${when}, and its command ended before that.`);
  const message = `It is that of an earlier run: ${what} ${when}, and its command began at ${startedAt}.`;
  throw new ReportFlaw('wrong-run', message);
}

/** A moment that a report made up may lie beyond all calendars. */
function iso(ms: number): string {
  return Number.isFinite(new Date(ms).getTime()) ? new Date(ms).toISOString() : `${ms} ms`;
}
