import type { LoadConditions } from '../records/baseline.js';
import type { Config } from '../records/config.js';
import type { LoadScript } from '../records/load-evidence.js';
import { isInPairs, type Gathering, type PlannedCheck, type Source } from '../records/plan.js';
import { mostSteps } from '../statistics/capacity.js';
import { profileOfCapacity, type Scalable } from './capacity.js';
import type { ForeignPlan } from './foreign.js';
import { mostRunsInPairs, type InPairs } from './in-pairs.js';
import { drillStage } from './left-out.js';
import { stemOf } from './load.js';

// For the estimate only, until a run has been seen: a test takes a few seconds, a page-speed test its five loads.
const testSeconds = 3;
const speedSeconds = 6;
const testRequests = 30;

/** What of a project decides how its checks are measured. */
export interface Gatherers {
  load: {
    scripts: readonly LoadScript[];
    /** The same as they are run for two stagings in turn. Undefined: nothing is. */
    inPairs: InPairs | undefined;
    /** As they are run to find how much load is taken. */
    scalable: readonly Scalable[];
    conditions: ReadonlyMap<string, LoadConditions>;
  };
  foreign: ForeignPlan;
  rollback: Config['rollback'];
  workers: number;
}

/** What measures the checks, in the order in which it runs. */
export function gatheringsOf(
  checks: PlannedCheck[],
  { load: known, foreign, rollback, workers }: Gatherers,
): Gathering[] {
  const inStage = (wanted: string): PlannedCheck[] => checks.filter(({ stage }) => stage === wanted);
  const tests = checks.filter(({ stage }) => !['speed', 'load', 'closing', drillStage].includes(stage));
  const drill = ofTests(drillStage, inStage(drillStage), 0);
  const load = known.scripts.map((script) => ofScript(script, checks, known.conditions.get(script.file)));
  const isSelected = (it: Gathering): boolean => checks.some(({ id }) => it.checks.includes(id));
  return [
    ofTests('functional', tests, testSeconds / workers),
    ...foreign.functional.filter(isSelected),
    ofTests('speed', inStage('speed'), speedSeconds),
    ...load,
    ...(known.inPairs === undefined ? [] : sideBySide(known.inPairs, checks)),
    ...known.scalable.map(({ script }) => ofCapacity(script, checks)),
    ...foreign.load.filter(isSelected),
    // What looks back on all that was asked of staging: page speed and load too.
    ofTests('closing', inStage('closing'), testSeconds / workers),
    drill && rollback && { ...drill, estimatedSeconds: rollback.estimatedSeconds },
  ].filter((it) => it !== undefined);
}

function ofTests(id: string, checks: PlannedCheck[], secondsEach: number): Gathering | undefined {
  // A required check that nothing is has no test to run: it stays without evidence.
  const runnable = checks.filter(
    ({ source }) => source.kind === 'derived' || (source.kind === 'test' && source.file !== '(none)'),
  );
  const tests = runnable.flatMap(({ source }) => (source.kind === 'test' ? [source] : []));
  const [first, ...others] = new Set(tests.map(({ file }) => file));
  if (first === undefined) return undefined;
  return {
    id,
    tool: 'playwright',
    files: [first, ...others],
    checks: runnable.map((check) => check.id),
    estimatedSeconds: Math.ceil(tests.length * secondsEach),
    estimatedRequests: tests.length * testRequests,
  };
}

function ofScript(
  script: LoadScript,
  checks: PlannedCheck[],
  conditions: LoadConditions | undefined,
): Gathering | undefined {
  const alone = runsOf(script, stemOf(script.file), 1, checks, isMeasuredAlone);
  return alone === undefined || conditions === undefined ? alone : { ...alone, conditions };
}

/** Each script for two stagings in turn, until all is decided or no more pairs would decide it. */
function sideBySide({ profile, scripts }: InPairs, checks: PlannedCheck[]): (Gathering | undefined)[] {
  return scripts.map((script) => {
    const id = `${stemOf(script.file)}-side-by-side`;
    const pairs = runsOf(script, id, mostRunsInPairs, checks, isInPairs);
    return pairs && { ...pairs, inPairs: profile };
  });
}

/** The script under more load and less. How much that will be nobody knows before: its own is taken for the middle. */
function ofCapacity(script: LoadScript, checks: PlannedCheck[]): Gathering | undefined {
  const found = runsOf(script, `${stemOf(script.file)}-capacity`, mostSteps, checks, ({ kind }) => kind === 'capacity');
  return found && { ...found, capacity: profileOfCapacity };
}

/** What one run of its script measures. */
function isMeasuredAlone(source: Source): boolean {
  return source.kind !== 'capacity' && !isInPairs(source);
}

function isOfLoad(source: Source): source is Extract<Source, { kind: 'limit' | 'comparison' | 'capacity' }> {
  return ['limit', 'comparison', 'capacity'].includes(source.kind);
}

/** So many runs of a script at most, for those of its checks that they measure; undefined: they measure none. */
function runsOf(
  { file, tool, estimatedSeconds, iterations }: LoadScript,
  id: string,
  runs: number,
  checks: PlannedCheck[],
  measures: (source: Source) => boolean,
): Gathering | undefined {
  const own = checks.filter(({ source }) => isOfLoad(source) && source.file === file && measures(source));
  if (own.length === 0) return undefined;
  return {
    ...{ id, tool, files: [file] },
    checks: own.map((check) => check.id),
    estimatedSeconds: runs * estimatedSeconds,
    estimatedRequests: runs * Object.values(iterations).reduce((sum, n) => sum + n, 0),
  };
}
