import path from 'node:path';
import { z } from 'zod';
import type { Place } from '../options.js';
import { forecastForLoad } from '../policy/forecast.js';
import { amount } from '../records/figure.js';
import { forecastsFile, isInside, type Actual, type Forecast } from '../records/forecast.js';
import { UsageError } from '../records/usage-error.js';
import { addToForecasts, readForecasts } from '../run-folder/forecasts.js';
import { exitCodes } from '../verdict/exit-codes.js';

export interface ActualOptions {
  release: string;
  at: string;
  requestsPerSecond: number;
  meanMs: number;
  script?: string;
  out: string;
}

/**
 * `gonogo forecast actual`: holds what production took against what the latest run of that release foretold of just that
 * load, and keeps both. The next run's report has the score.
 * @param now ISO 8601 in UTC.
 * @throws UsageError without such a forecast, and for a load that it says nothing of.
 */
export function forecastActual(options: ActualOptions, now: string, { projectDir }: Place): number {
  const { requestsPerSecond, meanMs } = options;
  const file = path.join(path.resolve(projectDir, options.out), forecastsFile);
  const at = momentOf(options.at, now);
  const forecast = forecastFor(options, at, readForecasts(file).forecasts, file);
  const { runId, script } = forecast;
  const found = forecastForLoad(forecast, requestsPerSecond);
  if (found.kind !== 'told')
    throw new UsageError(
      `The forecast of run ${runId} says nothing of that load, so nothing is recorded: ${found.why}.`,
    );
  const foretoldMs = { low: found.meanMs.low, high: found.meanMs.high };
  const actual: Actual = {
    ...{ schemaVersion: 1, kind: 'actual', runId, script, at, recordedAt: now, requestsPerSecond, meanMs, foretoldMs },
  };
  addToForecasts(file, [actual]);
  process.stdout.write(
    `${amount(meanMs, 'ms')} lie ${isInside(actual) ? 'inside' : 'outside'} what run ${runId} foretold of ${amount(requestsPerSecond, '1')} requests/s: ${amount(foretoldMs.low, 'ms')} to ${amount(foretoldMs.high, 'ms')}\n`,
  );
  return exitCodes.go;
}

/** Production's future is not an actual yet. */
function momentOf(at: string, now: string): string {
  const parsed = z.iso.datetime({ offset: true }).safeParse(at);
  if (!parsed.success)
    throw new UsageError(`--at ${at}: say a moment with its time zone, such as 2026-11-20T18:00:00Z.`);
  const moment = new Date(at).toISOString();
  if (moment > now) throw new UsageError(`--at ${at} is yet to come. Say when production took that load.`);
  return moment;
}

/** The latest that was made of this release before that moment: what was foretold afterwards is no forecast. */
function forecastFor({ release, script }: ActualOptions, at: string, all: readonly Forecast[], file: string): Forecast {
  const made = all.filter((one) => one.release === release && (script === undefined || one.script === script));
  const scripts = [...new Set(made.map((one) => one.script))];
  if (scripts.length > 1)
    throw new UsageError(
      `Release ${release} has forecasts of several scripts. Name one with --script: ${scripts.join(', ')}.`,
    );
  const before = made.filter(({ finishedAt }) => finishedAt <= at);
  const latest = before.toSorted((one, other) => (one.finishedAt < other.finishedAt ? -1 : 1)).at(-1);
  if (latest !== undefined) return latest;
  const what = script === undefined ? `release ${release}` : `release ${release} and ${script}`;
  throw new UsageError(
    made.length > 0
      ? `Every forecast of ${what} was made after ${at}: what is known already is not foretold.`
      : `${file} has no forecast of ${what}. Each GO in profile full adds one where production.expected of staging.config.ts says what to foretell.`,
  );
}
