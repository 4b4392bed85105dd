import path from 'node:path';
import type { Gathering } from '../records/plan.js';
import type { Supervisor } from '../tools/supervisor/index.js';
import { ended, type Gathered, type GatheringPlace } from './gathered.js';

/** A load tool's command, ready to be started. */
export interface LoadCommand {
  command: string[];
  env: Record<string, string>;
}

/** Runs one load script, alone, on the cores that the target does not have. */
export async function gatherLoad(
  supervisor: Supervisor,
  gathering: Pick<Gathering, 'id'>,
  place: GatheringPlace & { pin: number[] | undefined },
  commandFor: (evidenceFile: string) => Promise<LoadCommand>,
): Promise<Gathered> {
  const rawFile = `evidence/raw/${gathering.id}.json`;
  const { command, env } = await commandFor(path.join(place.runDir, rawFile));
  const child = await supervisor.start({
    name: gathering.id,
    command,
    cwd: place.projectDir,
    env: { ...place.env, ...env },
    ...(place.pin === undefined ? {} : { pin: place.pin }),
  });
  return ended(child, { ...place, rawFile });
}
