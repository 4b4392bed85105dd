import { stemOf } from '../records/load-check.js';
import type { LoadConditions } from '../records/baseline.js';
import type { Config } from '../records/config.js';
import type { LoadScript } from '../records/load-evidence.js';
import { isInPairs, type Gathering, type PlannedCheck, type Source } from '../records/plan.js';
import { mostSteps } from '../statistics/capacity.js';
import { mostPairs } from '../statistics/looks.js';
import { profileOfCapacity, type Scalable } from './capacity.js';
import type { ForeignPlan } from './foreign.js';
import { mostRunsInPairs, type InPairs } from './in-pairs.js';
import { closingStage, drillStage } from './left-out.js';
import { profileUnderLoad } from './under-load.js';

// For the estimate only, until a run has been seen: a test takes a few seconds, a page-speed test its five loads.
const testSeconds = 3;
const speedSeconds = 6;
const testRequests = 30;
// Playwright and a browser; k6 until it has sent for a while, and until it has stopped.
const walkBeginsSeconds = 4;
const loadAroundSeconds = 6;

/** What of a project decides how its checks are measured. */
export interface Gatherers {
  load: {
    scripts: readonly LoadScript[];
    /** The same as they are run for two stagings in turn. Undefined: nothing is. */
    inPairs: InPairs | undefined;
    /** As they are run to find how much load is taken. */
    scalable: readonly Scalable[];
    /** As they run beside tests that walk. */
    besideWalks: readonly LoadScript[];
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
  const tests = checks.filter(({ stage }) => !['speed', 'load', closingStage, drillStage].includes(stage));
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
    ...known.besideWalks.map((script) => ofWalks(script, checks)),
    ...foreign.load.filter(isSelected),
    ofTests(closingStage, inStage(closingStage), testSeconds / workers),
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

/** Pairs of walks, one of each with the script beside it: that runs for as long as the walk takes. */
function ofWalks(script: LoadScript, checks: PlannedCheck[]): Gathering | undefined {
  const walked = checks.flatMap(({ source }) =>
    source.kind === 'under-load' && source.file === script.file ? [source.walks] : [],
  );
  const each = walked.map((check) => (check.startsWith('speed/') ? speedSeconds : testSeconds));
  const walkSeconds = each.reduce((sum, seconds) => sum + seconds, walkBeginsSeconds);
  const loadSeconds = Math.min(script.estimatedSeconds, walkSeconds + loadAroundSeconds);
  const pairs = 1 + mostPairs;
  const runs = (pairs * loadSeconds) / script.estimatedSeconds;
  const id = `${stemOf(script.file)}-under-load`;
  const found = runsOf(script, id, runs, checks, ({ kind }) => kind === 'under-load');
  return (
    found && {
      ...found,
      underLoad: profileUnderLoad,
      estimatedSeconds: Math.ceil(pairs * (2 * walkSeconds + loadAroundSeconds)),
      estimatedRequests: Math.ceil(found.estimatedRequests) + 2 * pairs * walked.length * testRequests,
    }
  );
}

/** What one run of its script measures. */
function isMeasuredAlone(source: Source): boolean {
  return source.kind !== 'capacity' && source.kind !== 'under-load' && !isInPairs(source);
}

type OfLoad = Extract<Source, { kind: 'limit' | 'comparison' | 'capacity' | 'under-load' | 'steady' }>;

function isOfLoad(source: Source): source is OfLoad {
  return ['limit', 'comparison', 'capacity', 'under-load', 'steady'].includes(source.kind);
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
