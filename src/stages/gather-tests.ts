import path from 'node:path';
import { playwrightCommand, type PlaywrightRun } from '../tools/playwright/command.js';
import { followTestStream, type AttemptSeen } from '../tools/playwright/follow.js';
import type { Supervisor } from '../tools/supervisor/index.js';
import { ended, type Gathered, type GatheringPlace } from './gathered.js';

/** Runs these tests, and nothing else, under the supervisor. `id` names what they leave. */
export async function gatherTests(
  supervisor: Supervisor,
  { id, tests }: { id: string; tests: PlaywrightRun['tests'] },
  place: GatheringPlace & { workers: number; headed: boolean },
  onAttempt: (attempt: AttemptSeen) => void,
): Promise<Gathered> {
  const rawFile = `evidence/raw/${id}.jsonl`;
  const streamFile = path.join(place.runDir, rawFile);
  const { command, env } = playwrightCommand({
    projectDir: place.projectDir,
    gathering: id,
    tests,
    streamFile,
    listFile: path.join(place.runDir, `evidence/raw/${id}.tests.txt`),
    workers: place.workers,
    headed: place.headed,
  });
  const child = await supervisor.start({
    name: id,
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
