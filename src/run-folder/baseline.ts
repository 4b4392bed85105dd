import path from 'node:path';
import {
  baselineRun,
  pinnedFile,
  rollingFile,
  type BaselineRun,
  type Baselines,
  type StoredFigure,
} from '../records/baseline.js';
import type { Measured } from '../records/evidence.js';
import { figure } from '../records/figure.js';
import { isOfDurations, type Limit } from '../records/limit.js';
import { latenessAt } from '../records/load-lateness.js';
import type { Policy } from '../records/policy.js';
import { UsageError } from '../records/usage-error.js';
import { reportsDirOf } from './files.js';
import { addJsonLines, readJsonLines } from './json-lines.js';
import type { Judged } from './judge.js';

const inWords = {
  kind: 'a baseline',
  mend: 'Delete the line, or the file: comparisons start anew then, and say so.',
};

/**
 * What a policy's comparisons are made with: nothing is read where it has none.
 * @param before who goes on with a run compares with what that one did: with those that had ended when it began.
 * @throws UsageError for a file that is not what gonogo writes, with the line.
 */
export function baselinesFor(
  { comparisons }: Pick<Policy, 'comparisons'>,
  { projectDir, reportsDir, before }: { projectDir: string; reportsDir: string; before?: string | undefined },
): Baselines {
  if (comparisons.length === 0) return { rolling: [], pinned: [] };
  const began = before === undefined ? Infinity : Date.parse(before);
  return {
    rolling: readBaseline(path.join(reportsDir, rollingFile)).filter(
      ({ finishedAt }) => Date.parse(finishedAt) < began,
    ),
    pinned: readBaseline(path.join(projectDir, pinnedFile)),
  };
}

/**
 * One line a run and script, in the order of time; a line that is there twice counts once, so that copies of a file can be
 * put together. No file: nobody measured yet.
 * @throws UsageError with the line that cannot be read, or that says something else of a run than one before it.
 */
export function readBaseline(file: string): BaselineRun[] {
  const runs = new Map<string, BaselineRun>();
  for (const { value: run, place } of readJsonLines(file, baselineRun, inWords)) {
    const twin = runs.get(keyOf(run));
    if (twin !== undefined && JSON.stringify(twin) !== JSON.stringify(run))
      throw new UsageError(
        `${place}: a line above says otherwise of ${run.script} in run ${run.runId}. Keep the true one.`,
      );
    runs.set(keyOf(run), run);
  }
  return [...runs.values()].toSorted((a, b) => Date.parse(a.finishedAt) - Date.parse(b.finishedAt));
}

function keyOf({ runId, script }: BaselineRun): string {
  return JSON.stringify([runId, script]);
}

/**
 * Adds runs that are not there yet, at the end and in one piece: two runs that end together lose nothing.
 * @returns those that were added
 * @throws UsageError when what is there cannot be read
 */
export function addToBaseline(file: string, runs: readonly BaselineRun[]): BaselineRun[] {
  const known = new Set(readBaseline(file).map(keyOf));
  const added = runs.filter((run) => !known.has(keyOf(run)));
  addJsonLines(file, added);
  return added;
}

/** What a GO run measured, later ones are compared with. */
export function keepFigures(runDir: string, judged: Judged): void {
  addToBaseline(path.join(reportsDirOf(runDir), rollingFile), baselineRunsOf(judged));
}

/**
 * What a run's load is worth to later ones: of each script that it ran, the statistics of all limits on durations, whether
 * or not anything compares them yet. Nothing of a run that is not GO.
 */
export function baselineRunsOf({ verdict, plan, evidence }: Judged): BaselineRun[] {
  if (verdict.verdict !== 'GO' || plan === undefined || evidence === undefined) return [];
  return plan.gatherings.flatMap(({ files: [script], conditions }): BaselineRun[] => {
    if (script === undefined || conditions === undefined) return [];
    const figures = plan.checks.flatMap(({ id, source }) => {
      if (source.kind !== 'limit' || source.file !== script) return [];
      const figure = figureOf(source.limit, evidence.records.get(id)?.measured);
      return figure === undefined ? [] : [[id, figure] as const];
    });
    if (figures.length === 0) return [];
    const { runId, requested } = plan;
    const { finishedAt } = verdict;
    return [
      {
        schemaVersion: 1,
        runId,
        release: requested.release,
        finishedAt,
        script,
        conditions,
        figures: Object.fromEntries(figures),
      },
    ];
  });
}

/** Undefined: no statistic of a duration, or one that was measured while nobody knows how late the generator was. */
function figureOf(limit: Limit, measured: Measured | undefined): StoredFigure | undefined {
  if (measured?.kind !== 'limit' || limit.rule.kind !== 'quantile' || !isOfDurations(limit)) return undefined;
  const { observed } = measured;
  if (observed === undefined || !(observed > 0)) return undefined;
  const lateMs = latenessAt(limit.rule.quantile, measured);
  const ms = figure(observed);
  if (lateMs === undefined) return { ms };
  return Number.isFinite(lateMs) ? { ms, lateMs } : undefined;
}
