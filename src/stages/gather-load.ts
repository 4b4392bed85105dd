import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { loadEvidence } from '../records/load-evidence.js';
import type { Gathering } from '../records/plan.js';
import type { Child, Supervisor } from '../tools/supervisor/index.js';
import { ended, type Gathered, type GatheringPlace } from './gathered.js';

/** A load tool's command, ready to be started. */
export interface LoadCommand {
  command: string[];
  env: Record<string, string>;
}

type LoadPlace = GatheringPlace & { pin: number[] | undefined };
type CommandFor = (evidenceFile: string) => Promise<LoadCommand>;

/** Runs one load script, alone, on the cores that the target does not have. */
export async function gatherLoad(
  supervisor: Supervisor,
  gathering: Pick<Gathering, 'id'>,
  place: LoadPlace,
  commandFor: CommandFor,
): Promise<Gathered> {
  const { child, rawFile } = await startLoad(supervisor, gathering, place, commandFor);
  return ended(child, { ...place, rawFile });
}

const beginsWithinMs = 60_000;
const lookEveryMs = 200;
/** So long load is let run before anything is measured beside it: what it finds first is not yet busy. */
const settlesMs = 2000;
// An iteration that is under way is cut off, and what the script cleans up is not.
const graceMs = 10_000;

/**
 * Does something while a load script runs: it begins once that has sent for a while, and its end is the script's end.
 * @returns `found` undefined: the script did not come to send anything, so nothing was done.
 */
export async function besideLoad<Found>(
  supervisor: Supervisor,
  gathering: Pick<Gathering, 'id'>,
  place: LoadPlace,
  commandFor: CommandFor,
  act: () => Promise<Found>,
): Promise<{ found: Found | undefined; load: Gathered }> {
  const { child, rawFile } = await startLoad(supervisor, gathering, place, commandFor);
  const load = ended(child, { ...place, rawFile });
  // Whatever becomes of it, what is done beside it is waited for.
  load.catch(() => undefined);
  let found: Found | undefined;
  try {
    if (await hasBegun(path.join(place.runDir, rawFile), load)) found = await act();
  } finally {
    await child.stop({ graceMs });
  }
  return { found, load: await load };
}

async function startLoad(
  supervisor: Supervisor,
  { id }: Pick<Gathering, 'id'>,
  place: LoadPlace,
  commandFor: CommandFor,
): Promise<{ child: Child; rawFile: string }> {
  const rawFile = `evidence/raw/${id}.json`;
  const { command, env } = await commandFor(path.join(place.runDir, rawFile));
  const child = await supervisor.start({
    name: id,
    command,
    cwd: place.projectDir,
    env: { ...place.env, ...env },
    ...(place.pin === undefined ? {} : { pin: place.pin }),
  });
  return { child, rawFile };
}

/** Waits until the evidence tells of a first iteration, and then a while; false: it ended, or did not begin in time. */
async function hasBegun(evidenceFile: string, load: Promise<unknown>): Promise<boolean> {
  const over = load.then(
    () => true,
    () => true,
  );
  const until = performance.now() + beginsWithinMs;
  while (performance.now() < until) {
    if (await iterates(evidenceFile)) return !(await Promise.race([over, pause(settlesMs, false)]));
    if (await Promise.race([over, pause(lookEveryMs, false)])) return false;
  }
  return false;
}

/** It is written again and again while the script runs, whole each time. */
async function iterates(evidenceFile: string): Promise<boolean> {
  const text = await readFile(evidenceFile, 'utf8').catch(() => '');
  if (text === '') return false;
  const read = loadEvidence.safeParse(JSON.parse(text));
  return read.success && read.data.iterations > 0;
}
