import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { staging as stagingSchema, type Staging } from '../src/records/staging.js';

const main = fileURLToPath(new URL('./dist/start.js', import.meta.url));

/**
 * The whole reference staging, with a temporary folder of its own; with a run's id it leaves `.gonogo/staging.json` alone,
 * which is a person's.
 */
export async function startReference(
  words: readonly string[] = [],
): Promise<{ record: Staging; stop: () => Promise<void> }> {
  if (!existsSync(main)) throw new Error(`${main} is missing: compile the reference first (npx tsc -p reference)`);
  const folder = mkdtempSync(join(tmpdir(), 'reference-test-'));
  const env = { ...process.env, GONOGO_RUN_ID: 'reference-test', TMPDIR: folder };
  const child = spawn(process.execPath, [main, ...words], { env, stdio: ['ignore', 'pipe', 'inherit'] });
  const gone = once(child, 'exit');
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM');
    await gone;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    const lines = createInterface(child.stdout);
    const line = await Promise.race([once(lines, 'line').then(([first]) => String(first)), gone.then(() => undefined)]);
    if (line === undefined) throw new Error('the staging ended before it was up: its words are above');
    return { record: stagingSchema.parse(JSON.parse(line)), stop };
  } catch (error) {
    await stop();
    throw error;
  }
}
