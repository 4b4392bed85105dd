import { notMeasured, type Converted } from '../evidence/converted.js';
import { flowOfLoad } from '../evidence/flow-of-load.js';
import { readLoadEvidence, recordsOfLoadEvidence } from '../evidence/from-load.js';
import { mostRequestsOf } from '../plan/caps.js';
import type { Profile } from '../records/check.js';
import type { Measured, RawFile } from '../records/evidence.js';
import type { Flow } from '../records/load-measured.js';
import type { Limit } from '../records/limit.js';
import type { Gathering, PlannedCheck } from '../records/plan.js';
import { furtherLimitsFor } from '../stages/further-limits.js';
import { besideLoad, gatherLoad } from '../stages/gather-load.js';
import { gatherSegments } from '../stages/gather-segments.js';
import type { Gathered } from '../stages/gathered.js';
import { autocannonCommand } from '../tools/autocannon/command.js';
import { k6Command } from '../tools/k6/command.js';
import { mergeEvidence } from '../tools/k6/merge.js';
import type { House } from './house.js';
import type { Run } from './run.js';
import { takeInAll } from './take-in.js';

/** One run of a load script. */
export interface LoadRun {
  /** Of its evidence file and its process. */
  id: string;
  profile: Profile;
  /** Which staging it goes to, among the rest. */
  env: Record<string, string>;
  egress: readonly string[];
  /** How many runs the gathering's estimates and its share of requests are for. */
  of: number;
}

/** What one of several runs of a script left, by check. */
export interface LoadMeasured {
  found: Map<string, Measured>;
  raw: RawFile[];
  problems: Converted['problems'];
  processMs: number;
  flow: Flow | undefined;
}

/** One of several runs of a gathering's script, and what it measured of these checks. */
export async function measureLoad(
  gathering: Gathering,
  planned: readonly PlannedCheck[],
  house: House,
  run: Run,
  how: LoadRun,
): Promise<LoadMeasured> {
  const gathered = await runLoad(gathering, house, run, how);
  const { exit, processMs, unmerged } = gathered;
  const { text, raw, flaw } = takeInAll(gathered, house, run);
  if (flaw !== undefined) {
    const unread = notMeasured('unparsable', flaw);
    return { found: new Map(planned.map(({ id }) => [id, unread])), raw, problems: [], processMs, flow: undefined };
  }
  const origin = { runId: run.id, recordedAt: new Date().toISOString(), raw, planned, exit, unmerged };
  const left = { ...origin, evidence: text, limits: scriptLimits(gathering, house) };
  const read = readLoadEvidence(left);
  const { records, problems } = recordsOfLoadEvidence(left, read);
  const found = new Map(records.map(({ check, measured }) => [check, measured]));
  return { found, raw, problems, processMs, flow: 'kind' in read ? undefined : flowOfLoad(read) };
}

/** Runs a gathering's script, alone, against one staging: by as many k6 processes as the plan has it. */
export async function runLoad(gathering: Gathering, house: House, run: Run, how: LoadRun): Promise<Gathered> {
  const { id } = how;
  const { plan, supervisor } = house;
  const { script, mostRequests, place } = orderOf(gathering, house, run, how);
  if (gathering.tool === 'autocannon')
    return gatherLoad(supervisor, { id }, place, (evidenceFile) =>
      Promise.resolve(autocannonCommand({ script, evidenceFile, requests: mostRequests })),
    );
  const own = k6OrderOf(gathering, house, run, how);
  const { segments } = plan;
  if (segments === undefined)
    return gatherLoad(supervisor, { id }, place, (evidenceFile) => k6Command({ ...own, evidenceFile, mostRequests }));
  return gatherSegments(supervisor, { id }, place, {
    segments,
    // Rounded down: together they send no more than one process would.
    commandFor: (evidenceFile, segment) =>
      k6Command({ ...own, evidenceFile, segment, mostRequests: Math.floor(mostRequests / segments) }),
    merge: (files, into) => mergeEvidence({ supervisor, binary: own.k6.path, name: `${id}@merged`, files, into }),
  });
}

/**
 * Does something while a gathering's k6 script runs, which ends with it. One k6 process, whatever the plan has: what is
 * waited for, told by second and stopped is that one.
 */
export async function runBesideLoad<Found>(
  gathering: Gathering,
  house: House,
  run: Run,
  how: LoadRun,
  act: () => Promise<Found>,
): Promise<{ found: Found | undefined; load: Gathered }> {
  const { mostRequests, place } = orderOf(gathering, house, run, how);
  const own = k6OrderOf(gathering, house, run, how);
  const commandFor = (evidenceFile: string) => k6Command({ ...own, evidenceFile, mostRequests });
  return besideLoad(house.supervisor, how, place, commandFor, act);
}

function orderOf(gathering: Gathering, house: House, run: Run, { env, of }: LoadRun) {
  const { plan, cores, projectDir } = house;
  const [script = ''] = gathering.files;
  const mostRequests = Math.floor(mostRequestsOf(gathering, house.config.caps, plan.gatherings) / of);
  const planned = plan.checks.filter((check) => gathering.checks.includes(check.id));
  const further = furtherLimitsFor(planned, scriptLimits(gathering, house));
  const limitMs = limitOf(gathering.estimatedSeconds / of);
  const place = {
    runDir: run.dir,
    projectDir,
    env: { ...env, ...further },
    limitMs,
    stop: run.stop,
    pin: cores.generator,
  };
  return { script, mostRequests, place };
}

function k6OrderOf(gathering: Gathering, house: House, run: Run, { profile, env, egress }: LoadRun) {
  const { k6 } = house;
  const [script = ''] = gathering.files;
  if (k6 === undefined) throw new Error(`${script} is planned, and no k6 was found for it`);
  return { k6, script, profile, env, egress, temp: run.temp, limits: scriptLimits(gathering, house) };
}

/** All limits of a gathering's script, as the script has them. */
export function scriptLimits(gathering: Gathering, { scripts }: House): Limit[] {
  return scripts.filter(({ file }) => gathering.files.includes(file)).flatMap(({ limits }) => limits);
}

/** Estimates come from what was planned; a staging three times as slow is still measured, one that hangs is not waited for. */
export function limitOf(estimatedSeconds: number): number {
  return (estimatedSeconds * 3 + 120) * 1000;
}
