import { notMeasured, type Converted } from '../evidence/converted.js';
import type { Measured } from '../records/evidence.js';
import type { SteadyMeasured } from '../records/load-measured.js';
import type { Gathering, PlannedCheck } from '../records/plan.js';
import { watchMetrics, type Watched } from '../stages/gauges.js';
import { judgedPart } from '../statistics/growth.js';
import type { House } from './house.js';
import type { Run } from './run.js';

/** Several readings a batch, so that a late one leaves no hole; no more often than every quarter of a second, nor seldomer than every 5 s. */
const readingsEach = 4;

/**
 * Measures with the gauges that are not to grow being read meanwhile.
 * @returns what was measured, and what was read; undefined: there was nothing to be read.
 */
export async function whileWatched<T>(
  { estimatedSeconds }: Gathering,
  planned: readonly PlannedCheck[],
  { staging }: House,
  { userAgent }: Run,
  measure: () => Promise<T>,
): Promise<{ gathered: T; watched: Watched | undefined }> {
  const gauges = planned.flatMap((check) => gaugeOf(check) ?? []);
  if (gauges.length === 0) return { gathered: await measure(), watched: undefined };
  const { batchSeconds } = judgedPart(estimatedSeconds);
  const everyMs = Math.min(5000, Math.max(250, (1000 * batchSeconds) / readingsEach));
  const stop = watchMetrics(staging, [...new Set(gauges)], userAgent, everyMs);
  try {
    const gathered = await measure();
    return { gathered, watched: await stop() };
  } finally {
    await stop();
  }
}

/** Puts what was read beside what the load tool measured meanwhile. */
export function withGauges(
  { records, problems }: Converted,
  planned: readonly PlannedCheck[],
  watched: Watched | undefined,
): Converted {
  if (watched === undefined) return { records, problems };
  const gauges = new Map(planned.map((check) => [check.id, gaugeOf(check)]));
  return {
    records: records.map((record) => {
      const [gauge, { measured }] = [gauges.get(record.check), record];
      if (gauge === undefined || measured.kind !== 'steady') return record;
      return { ...record, measured: withGauge(measured, gauge, watched) };
    }),
    problems,
  };
}

function withGauge(measured: SteadyMeasured, gauge: string, { readings, trouble }: Watched): Measured {
  if (trouble !== undefined) return notMeasured(trouble.reasonCode, trouble.message, trouble.attribution);
  // Seconds are those of the clock, as in the load tool's evidence.
  const startMs = 1000 * Math.floor(Date.parse(measured.period.startedAt) / 1000);
  const of = new Map<string, [number, number][]>();
  for (const { atMs, reading } of readings) {
    const after = (atMs - startMs) / 1000;
    if (after < 0 || after > measured.requests.length) continue;
    for (const [process, values] of reading) {
      const value = values.get(gauge);
      if (value === undefined) continue;
      const its = of.get(process);
      if (its === undefined) of.set(process, [[after, value]]);
      else its.push([after, value]);
    }
  }
  return { ...measured, gauge: [...of].map(([process, its]) => ({ process, readings: its })) };
}

function gaugeOf({ source }: PlannedCheck): string | undefined {
  return source.kind === 'steady' && source.metric !== 'http_req_duration' ? source.metric : undefined;
}
