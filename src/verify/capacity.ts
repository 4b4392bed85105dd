import { notMeasured, recordOf, type Converted } from '../evidence/converted.js';
import { judgedStep, outcomeOfCapacity } from '../policy/outcome-of-capacity.js';
import type { Profile } from '../records/check.js';
import type { Measured, RawFile } from '../records/evidence.js';
import type { CapacityMeasured, LimitMeasured } from '../records/load-measured.js';
import type { CapacitySource, Gathering, PlannedCheck } from '../records/plan.js';
import { SetupError } from '../records/setup-error.js';
import { mostSteps, nextLoad } from '../statistics/capacity.js';
import { whileCounted } from './costs.js';
import type { House } from './house.js';
import { measureLoad, type LoadMeasured } from './run-load.js';
import type { Run } from './run.js';

/** As Prometheus' client libraries call it, in seconds. */
const processorTime = 'process_cpu_seconds_total';

type Processors = CapacityMeasured['steps'][number]['processors'];

/**
 * Runs a script under more load and less, until it is known how much is taken within the limits. The script learns by
 * `GONOGO_LOAD` how much that is, as a multiple of its own.
 */
export async function gatherCapacity(
  gathering: Gathering & { capacity: Profile },
  planned: readonly PlannedCheck[],
  house: House,
  run: Run,
  note: (line: string) => void,
): Promise<Converted & { processMs: number }> {
  const [check] = planned;
  if (check?.source.kind !== 'capacity') throw new Error(`${gathering.id} is planned without what it looks for`);
  const { source } = check;
  const raw: RawFile[] = [];
  const problems: Converted['problems'] = [];
  let processMs = 0;
  const startedAt = new Date().toISOString();
  const began = performance.now();
  const steps: CapacityMeasured['steps'] = [];
  const record = (measured: Measured): Converted & { processMs: number } => {
    const origin = { runId: run.id, recordedAt: new Date().toISOString(), raw };
    return { records: [recordOf(check.id, measured, origin)], problems, processMs };
  };
  for (;;) {
    run.stop.throwIfAborted();
    const found = steps.map((step) => judgedStep(step, source));
    const load = nextLoad(found, source);
    if (load === undefined) break;
    note(`${gathering.id}: ${load}× the load (${found.length + 1} of at most ${mostSteps})`);
    const env = { ...house.env, GONOGO_PROFILE: gathering.capacity, GONOGO_LOAD: String(load) };
    const how = { id: `${gathering.id}-${steps.length + 1}`, profile: gathering.capacity, env, egress: house.egress };
    const { one, processors } = await withProcessors(house, run, () =>
      measureLoad(gathering, limitsOf(check, source), house, run, { ...how, of: mostSteps }),
    );
    raw.push(...one.raw);
    problems.push(...one.problems);
    processMs += one.processMs;
    const limits: LimitMeasured[] = [];
    for (const { check: id } of source.limits) {
      const measured = one.found.get(id);
      if (measured?.kind === 'limit') limits.push(measured);
      else if (measured?.kind === 'not-measured')
        return record({ ...measured, message: `Under ${load}× its load: ${measured.message}` });
      else return record(notMeasured('no-evidence', `Under ${load}× its load ${id} was not measured.`));
    }
    const { flow } = one;
    steps.push({ load, limits, ...(flow && { flow }), ...(processors && { processors }) });
  }
  const measured = { kind: 'capacity' as const, steps, period: { startedAt, durationMs: performance.now() - began } };
  note(`${gathering.id}: ${outcomeOfCapacity(measured, source).message}`);
  return record(measured);
}

/** A run, and what staging took of its processors meanwhile, where it tells that at all. */
async function withProcessors(
  { staging }: House,
  run: Run,
  measure: () => Promise<LoadMeasured>,
): Promise<{ one: LoadMeasured; processors: Processors }> {
  if (staging.metrics === undefined) return { one: await measure(), processors: undefined };
  const { done: one, spent } = await whileCounted(staging, [processorTime], run, measure);
  const seconds = spent(processorTime);
  return { one, processors: seconds instanceof SetupError ? { unread: seconds.message } : { seconds } };
}

/** The limits as checks of their own: so each run's evidence is read as that of any other. */
function limitsOf(check: PlannedCheck, { file, tool, limits }: CapacitySource): PlannedCheck[] {
  return limits.map(({ check: id, limit }) => ({ ...check, id, source: { kind: 'limit', file, tool, limit } }));
}
