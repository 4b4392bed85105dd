import path from 'node:path';
import { forecastOf } from '../policy/forecast.js';
import type { Config } from '../records/config.js';
import { forecastsFile, forecastsLine, type Actual, type Forecast } from '../records/forecast.js';
import { UsageError } from '../records/usage-error.js';
import { reportsDirOf } from './files.js';
import { addJsonLines, readJsonLines } from './json-lines.js';
import type { Judged } from './judge.js';

const inWords = {
  kind: 'forecasts',
  mend: 'Mend the line, or delete it; the score of forecasts leaves nothing out by itself.',
};

/** What was foretold, and what came of it. */
export interface Forecasts {
  forecasts: Forecast[];
  actuals: Actual[];
}

/**
 * All that was foretold and recorded; a line that is there twice counts once. No file: nothing yet.
 * @throws UsageError with the line that cannot be read, that says something else than one before it, or that is about a
 * forecast which is not there.
 */
export function readForecasts(file: string): Forecasts {
  const [forecasts, actuals] = [new Map<string, Forecast>(), new Map<string, Actual>()];
  for (const { value: line, place } of readJsonLines(file, forecastsLine, inWords)) {
    const name = nameOf(line);
    const twin = forecasts.get(name) ?? actuals.get(name);
    if (twin !== undefined && JSON.stringify(twin) !== JSON.stringify(line))
      throw new UsageError(
        `${place}: a line above says otherwise of the ${line.kind} of ${line.script}, run ${line.runId}. Keep the true one.`,
      );
    if (line.kind === 'forecast') forecasts.set(name, line);
    else if ([...forecasts.values()].some(({ runId, script }) => runId === line.runId && script === line.script))
      actuals.set(name, line);
    else
      throw new UsageError(
        `${place}: no line above is the forecast of ${line.script} by run ${line.runId}. ${inWords.mend}`,
      );
  }
  return { forecasts: [...forecasts.values()], actuals: [...actuals.values()] };
}

/** One forecast a run and script; of that as many actuals as there are moments. */
function nameOf(line: Forecast | Actual): string {
  return JSON.stringify([line.kind, line.runId, line.script, ...(line.kind === 'actual' ? [line.at] : [])]);
}

/**
 * What production took so far, for the score in this run's report: nothing is read where nothing is foretold.
 * @param before who goes on with a run has what that one had: what was true of production when it began.
 */
export function actualsFor(
  { production }: Pick<Config, 'production'>,
  { reportsDir, before }: { reportsDir: string; before?: string | undefined },
): Actual[] {
  if (production.expected === undefined) return [];
  const began = before === undefined ? Infinity : Date.parse(before);
  const { actuals } = readForecasts(path.join(reportsDir, forecastsFile));
  return actuals.filter(({ recordedAt }) => Date.parse(recordedAt) < began);
}

/**
 * Adds what is not there yet.
 * @throws UsageError when what is there cannot be read, or says otherwise of the same forecast or the same moment.
 */
export function addToForecasts(file: string, lines: readonly (Forecast | Actual)[]): void {
  const { forecasts, actuals } = readForecasts(file);
  const known = new Map([
    ...forecasts.map((line) => [nameOf(line), JSON.stringify(line)] as const),
    ...actuals.map((line) => [nameOf(line), JSON.stringify(line)] as const),
  ]);
  // As they will be read back: the order of their fields is no other word.
  const told = lines.map((line) => forecastsLine.parse(line));
  const added = told.filter((line) => known.get(nameOf(line)) !== JSON.stringify(line));
  const twin = added.find((line) => known.has(nameOf(line)));
  if (twin !== undefined)
    throw new UsageError(
      `${file} has the ${twin.kind} of ${twin.script}, run ${twin.runId}, already, and it says otherwise.`,
    );
  addJsonLines(file, added);
}

/** What a GO run foretells of production stays, so that it can be held against what production took. */
export function keepForecasts(runDir: string, judged: Judged): void {
  const made = forecastsIn(judged);
  if (made.length > 0) addToForecasts(path.join(reportsDirOf(runDir), forecastsFile), made);
}

/** What a run foretells of production. Nothing of a run that is not GO. */
function forecastsIn({ verdict, plan, evidence }: Judged): Forecast[] {
  if (verdict.verdict !== 'GO' || plan === undefined || evidence === undefined) return [];
  const { runId, requested } = plan;
  const { finishedAt } = verdict;
  return plan.checks.flatMap(({ id, source }) => {
    const measured = evidence.records.get(id)?.measured;
    if (source.kind !== 'capacity' || measured?.kind !== 'capacity') return [];
    const found = forecastOf(measured, source, runId);
    if (found?.kind !== 'told' || source.production === undefined) return [];
    const { requestsPerSecond, timesStaging, reason } = source.production;
    const of = { runId, release: requested.release, finishedAt, script: source.file };
    const { meanMs, runs } = found;
    return [{ schemaVersion: 1, kind: 'forecast', ...of, requestsPerSecond, timesStaging, reason, meanMs, runs }];
  });
}
