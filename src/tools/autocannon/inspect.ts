import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import type { Profile } from '../../records/check.js';
import type { LoadScript } from '../../records/load-evidence.js';
import { UsageError } from '../../records/usage-error.js';
import { ask } from '../supervisor/ask.js';
import type { Supervisor } from '../supervisor/index.js';
import { inspectionAnswer } from './inspection/answer.js';

export interface AutocannonInspect {
  supervisor: Pick<Supervisor, 'start' | 'tempDir'>;
  /** Relative to `projectDir`, with forward slashes. */
  script: string;
  projectDir: string;
  profile: Profile;
  /** What the script finds in its environment, as it will in the run. */
  env: Record<string, string>;
}

/** Under vitest this file runs as TypeScript; the process it starts is plain Node and needs the compiled one. */
const compiled = new URL(import.meta.url.endsWith('.ts') ? '../../../dist/tools/autocannon/' : './', import.meta.url);
const guard = new URL('../egress/guard.js', compiled).href;
const reader = fileURLToPath(new URL('inspection/main.js', compiled));

/**
 * What a saturation script will do in a profile: its limits and how long it takes. Evaluates the script in a process of
 * its own, behind the egress guard.
 * @throws UsageError when it is not a saturation, a limit can't be judged, or reading it has no end.
 */
export async function inspectAutocannon(options: AutocannonInspect, limitMs = 60_000): Promise<LoadScript> {
  const { supervisor, script, projectDir, profile, env } = options;
  const folder = mkdtempSync(join(supervisor.tempDir, 'inspection-'));
  try {
    const file = join(folder, 'answer.json');
    const { code, ending, stderr } = await ask(supervisor, {
      name: `inspect-${script}`,
      command: [process.execPath, '--import', guard, reader, script, profile, file],
      cwd: projectDir,
      // Nothing may be sent yet.
      env: { ...env, GONOGO_EGRESS: '[]' },
      limitMs,
    });
    // A script that exits by itself leaves no answer, whatever its exit code.
    if (code !== 0 || !existsSync(file)) {
      const words = stripVTControlCharacters(stderr).trim();
      throw new UsageError(
        `${script} could not be read (${ending}): it must only say what to send, and not wait, send or exit.\n${words}`.trim(),
      );
    }
    const answer = inspectionAnswer.parse(JSON.parse(readFileSync(file, 'utf8')));
    if ('refused' in answer) throw new UsageError(answer.refused);
    return answer.script;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
