import path from 'node:path';
import { notMeasured, recordOf, type Converted } from '../evidence/converted.js';
import { digestOf } from '../evidence/digest.js';
import { evidenceFiles } from '../evidence/files.js';
import { recordsOfLoadEvidence } from '../evidence/from-load.js';
import { recordsOfTestStream } from '../evidence/from-tests.js';
import { drillStage } from '../plan/left-out.js';
import { judgingContext } from '../policy/context.js';
import { judgeCheck } from '../policy/judge-check.js';
import type { Gathering, PlannedCheck } from '../records/plan.js';
import type { HealthObservation, IdentityObservation } from '../records/release.js';
import { runOf } from '../records/run-of.js';
import { arrive, type Obstacle } from '../stages/arrival.js';
import { gatherForeign } from '../stages/gather-foreign.js';
import { gatherTests } from '../stages/gather-tests.js';
import type { Gathered } from '../stages/gathered.js';
import { identityProbe } from '../stages/identity.js';
import { probeThirdParties } from '../stages/third-parties.js';
import { watch, type Logbook } from '../stages/watch.js';
import { gatherCapacity } from './capacity.js';
import { gatherUnderLoad } from './under-load.js';
import { carryOver } from './carry-over.js';
import { tryGates } from './gates.js';
import type { House } from './house.js';
import { showLive, type Live } from './live.js';
import type { Run } from './run.js';
import { limitOf, runLoad, scriptLimits } from './run-load.js';
import { gatherSideBySide } from './side-by-side.js';
import { whileWatched, withGauges } from './steady.js';
import { nothing, takeInAll } from './take-in.js';

/**
 * Gathers evidence for every check of the plan, one gathering after the other, and seals it. What could not be
 * measured gets a record that says why: afterwards every planned check has one.
 */
export async function gatherAll(house: House, run: Run): Promise<void> {
  const { plan, evidence, config, staging } = house;
  tryGates(house, run);
  if (house.earlier !== undefined) carryOver(house.earlier, run.dir, evidence);
  const probe = identityProbe(config, staging, run.userAgent);
  const identity: IdentityObservation[] = [];
  const health: HealthObservation[] = [];
  const logbook: Logbook = {
    write(seen, healths) {
      identity.push(...seen);
      health.push(...healths);
      evidence.observe(
        ...seen.map((one) => ({ kind: 'identity' as const, identity: one })),
        ...healths.map((one) => ({ kind: 'health' as const, health: one })),
      );
    },
  };

  // The drill comes last and changes the release on purpose: which one answers during it, it proves itself.
  const ofHealth: Logbook = { write: (_, healths) => logbook.write([], healths) };
  const depart = (): Promise<IdentityObservation[]> => run.clock.time('departure', () => probe.lookAround('after'));

  const wait = { waitMs: run.options.waitForRelease ?? 0, stop: run.stop, say: run.say };
  const { observations, obstacle } = await run.clock.time('arrival', () => arrive(probe, plan.requested, wait));
  logbook.write(observations, []);

  const own = plan.checks.filter((check) => runOf(check, plan) === run.id);
  const live = showLive({ ...plan, checks: own }, house.policy.attempts);
  try {
    for (const gathering of plan.gatherings) {
      run.stop.throwIfAborted();
      const planned = plan.checks.filter(({ id }) => gathering.checks.includes(id));
      if (obstacle !== undefined) {
        record(house, nothingOf(planned, obstacle, run));
        continue;
      }
      live.begin(gathering);
      const isDrill = gathering.id === drillStage;
      if (isDrill) logbook.write([await probe.look('during'), ...(await depart())], []);
      const stopWatching = watch(probe, () => probeThirdParties(staging, run.userAgent), isDrill ? ofHealth : logbook);
      const step = `gathering/${gathering.id}`;
      const { processMs, found } = await run.clock.time(step, () =>
        measure(gathering, planned, house, run, live).finally(stopWatching),
      );
      run.clock.processLived(step, processMs);
      record(house, found);
      live.end(soFar(house, planned, found, health));
    }
  } finally {
    live.close();
  }

  const isDrilled = plan.gatherings.at(-1)?.id === drillStage;
  if (obstacle === undefined && !isDrilled) logbook.write(await depart(), []);
  recordIdentity(house, run, identity);
  evidence.seal(digestOf(plan), {
    name: config.name,
    startedAt: run.startedAt,
    finishedAt: new Date().toISOString(),
    durationMs: run.elapsedMs(),
    identityDeclared: 'declared' in config.release,
  });
}

async function measure(
  gathering: Gathering,
  planned: PlannedCheck[],
  house: House,
  run: Run,
  live: Live,
): Promise<{ processMs: number; found: Converted }> {
  const { inPairs, capacity, underLoad } = gathering;
  const apart = ({ processMs, ...found }: Converted & { processMs: number }) => ({ processMs, found });
  if (inPairs !== undefined)
    return apart(await gatherSideBySide({ ...gathering, inPairs }, planned, house, run, live.note));
  if (capacity !== undefined)
    return apart(await gatherCapacity({ ...gathering, capacity }, planned, house, run, live.note));
  if (underLoad !== undefined)
    return apart(await gatherUnderLoad({ ...gathering, underLoad }, planned, house, run, live.note));
  const { gathered, watched } = await whileWatched(gathering, planned, house, run, () =>
    gather(gathering, house, run, live.attempt),
  );
  const found = await converted(gathering, planned, gathered, house, run);
  return { processMs: gathered.processMs, found: withGauges(found, planned, watched) };
}

async function gather(
  gathering: Gathering,
  house: House,
  run: Run,
  onAttempt: Parameters<typeof gatherTests>[3],
): Promise<Gathered> {
  const { supervisor, plan, env, cores, egress, projectDir, testsDir } = house;
  const place = { runDir: run.dir, projectDir, env, limitMs: limitOf(gathering.estimatedSeconds), stop: run.stop };
  if (gathering.tool === 'playwright') {
    // Page speed is measured alone: one browser, nothing beside it. The drill is one story.
    const workers = ['speed', drillStage].includes(gathering.id) ? 1 : cores.testWorkers;
    const testsPlace = { ...place, projectDir: testsDir, workers, headed: run.options.headed === true };
    const own = new Set(gathering.checks);
    const tests = plan.checks.flatMap(({ id, source }) => (own.has(id) && source.kind === 'test' ? [source] : []));
    return gatherTests(supervisor, { id: gathering.id, tests }, testsPlace, onAttempt);
  }
  if (gathering.tool === 'foreign') {
    const command = house.config.foreign.find(({ check }) => gathering.checks.includes(check));
    if (command === undefined) throw new Error(`${gathering.id} is planned, and the config has no such command`);
    return gatherForeign(supervisor, gathering, place, command);
  }
  const { profile } = plan;
  return runLoad(gathering, house, run, { id: gathering.id, profile, env, egress, of: 1 });
}

async function converted(
  gathering: Gathering,
  planned: PlannedCheck[],
  gathered: Gathered,
  house: House,
  run: Run,
): Promise<Converted> {
  const { exit, processMs, foreign, unmerged } = gathered;
  // What was refused is not looked at again: it may be what nobody can read to its end.
  const taken = foreign?.refused === undefined ? takeInAll(gathered, house, run) : nothing;
  if (taken.flaw !== undefined) return nothingOf(planned, { reasonCode: 'unparsable', message: taken.flaw }, run);
  const { text, raw } = taken;
  const origin = { runId: run.id, recordedAt: new Date().toISOString(), raw, planned, exit };
  if (gathering.tool === 'playwright') return recordsOfTestStream({ ...origin, stream: text });
  if (foreign !== undefined) {
    // Loaded by those who have one: four formats and a parser of XML.
    const { recordsOfForeignReport } = await import('../evidence/from-foreign.js');
    return recordsOfForeignReport({ ...origin, ...foreign, processMs, report: text });
  }
  return recordsOfLoadEvidence({ ...origin, unmerged, evidence: text, limits: scriptLimits(gathering, house) });
}

function nothingOf(planned: PlannedCheck[], { reasonCode, message }: Obstacle, run: Run): Converted {
  const origin = { runId: run.id, recordedAt: new Date().toISOString(), raw: [] };
  return { records: planned.map(({ id }) => recordOf(id, notMeasured(reasonCode, message), origin)), problems: [] };
}

function record({ evidence }: House, { records, problems }: Converted): void {
  evidence.record(records);
  problems.forEach((problem) => evidence.note(problem));
}

/** For the live list only: the verdict is judged from what is on disk at the end. */
function soFar({ plan, policy }: House, planned: PlannedCheck[], { records }: Converted, health: HealthObservation[]) {
  const now = new Date().toISOString();
  const context = judgingContext(plan, { policy, now, health, problems: new Map() });
  return planned.map((check) =>
    judgeCheck(
      check,
      records.find((one) => one.check === check.id),
      context,
    ),
  );
}

function recordIdentity({ plan, evidence }: House, run: Run, observations: IdentityObservation[]): void {
  const raw = [evidence.keep(path.join(run.dir, evidenceFiles.observations))];
  const origin = { runId: run.id, recordedAt: new Date().toISOString(), raw };
  const checks = plan.checks.filter(({ source }) => source.kind === 'identity');
  evidence.record(checks.map(({ id }) => recordOf(id, { kind: 'identity', observations }, origin)));
}
