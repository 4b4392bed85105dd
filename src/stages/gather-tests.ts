import path from 'node:path';
import type { Gathering, Plan } from '../records/plan.js';
import { playwrightCommand } from '../tools/playwright/command.js';
import { followTestStream, type AttemptSeen } from '../tools/playwright/follow.js';
import type { Supervisor } from '../tools/supervisor/index.js';
import { ended, type Gathered, type GatheringPlace } from './gathered.js';

/** Runs the planned tests of one gathering, and nothing else, under the supervisor. */
export async function gatherTests(
  supervisor: Supervisor,
  plan: Plan,
  gathering: Gathering,
  place: GatheringPlace & { workers: number; headed: boolean },
  onAttempt: (attempt: AttemptSeen) => void,
): Promise<Gathered> {
  const own = new Set(gathering.checks);
  const tests = plan.checks.flatMap(({ id, source }) => (own.has(id) && source.kind === 'test' ? [source] : []));
  const rawFile = `evidence/raw/${gathering.id}.jsonl`;
  const streamFile = path.join(place.runDir, rawFile);
  const { command, env } = playwrightCommand({
    projectDir: place.projectDir,
    gathering: gathering.id,
    tests,
    streamFile,
    listFile: path.join(place.runDir, `evidence/raw/${gathering.id}.tests.txt`),
    workers: place.workers,
    headed: place.headed,
  });
  const child = await supervisor.start({
    name: gathering.id,
    command,
    cwd: place.projectDir,
    env: { ...place.env, ...env },
  });
  const unfollow = followTestStream(streamFile, onAttempt);
  try {
    return await ended(child, { ...place, rawFile });
  } finally {
    unfollow();
  }
}
