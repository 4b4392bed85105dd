import { mostRequestsOf } from '../plan/caps.js';
import type { Profile } from '../records/check.js';
import type { Limit } from '../records/limit.js';
import type { Gathering } from '../records/plan.js';
import { furtherLimitsFor } from '../stages/further-limits.js';
import { gatherLoad } from '../stages/gather-load.js';
import type { Gathered } from '../stages/gathered.js';
import { autocannonCommand } from '../tools/autocannon/command.js';
import { k6Command } from '../tools/k6/command.js';
import type { House } from './house.js';
import type { Run } from './run.js';

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

/** Runs a gathering's script, alone, against one staging. */
export async function runLoad(
  gathering: Gathering,
  house: House,
  run: Run,
  { id, profile, env, egress, of }: LoadRun,
): Promise<Gathered> {
  const { plan, supervisor, cores, projectDir } = house;
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
  return gatherLoad(supervisor, { ...gathering, id }, place, async (evidenceFile) => {
    if (gathering.tool === 'autocannon') return autocannonCommand({ script, evidenceFile, requests: mostRequests });
    if (house.k6 === undefined) throw new Error(`${script} is planned, and no k6 was found for it`);
    const own = { profile, env, egress, temp: run.temp, mostRequests };
    return k6Command({ binary: house.k6, script, evidenceFile, ...own });
  });
}

/** All limits of a gathering's script, as the script has them. */
export function scriptLimits(gathering: Gathering, { scripts }: House): Limit[] {
  return scripts.filter(({ file }) => gathering.files.includes(file)).flatMap(({ limits }) => limits);
}

/** Estimates come from what was planned; a staging three times as slow is still measured, one that hangs is not waited for. */
export function limitOf(estimatedSeconds: number): number {
  return (estimatedSeconds * 3 + 120) * 1000;
}
