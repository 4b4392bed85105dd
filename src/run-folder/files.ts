import { readFileSync } from 'node:fs';
import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import { parsedJson } from '../evidence/lines.js';
import { UsageError } from '../records/usage-error.js';
import { verdict as verdictSchema, type Verdict } from '../records/verdict.js';

/** What came of `rollback.onNoGo`, where it came to that. */
export const rolledBackFile = 'rollback.json';

/** Where runs are kept, of the folder of one. */
export function reportsDirOf(runDir: string): string {
  return path.dirname(path.dirname(runDir));
}

/**
 * Writes a file of a run so that a reader sees the old one or the new one, never half of it. `redact` has the last
 * word on every text.
 */
export async function writeWhole(file: string, text: string, redact: (text: string) => string): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  const draft = `${file}.${randomBytes(4).toString('hex')}.tmp`;
  await writeFile(draft, redact(text));
  await rename(draft, file);
}

/** Every file below a run's folder, relative to it, with forward slashes. */
export async function filesOf(runDir: string): Promise<string[]> {
  const entries = await readdir(runDir, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(runDir, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
    .toSorted();
}

/** @throws UsageError when `runDir` holds no verdict. */
export function readVerdict(runDir: string): Verdict {
  const file = path.join(runDir, 'verdict.json');
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(`${file}: there is no such file. Is ${runDir} a run's folder?`);
  }
  const parsed = verdictSchema.safeParse(parsedJson(text));
  if (!parsed.success)
    throw new UsageError(`${file} is not a verdict of this version of gonogo: ${parsed.error.issues[0]?.message}`);
  return parsed.data;
}
