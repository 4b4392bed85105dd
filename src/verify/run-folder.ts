import { mkdir, readdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { randomBytes } from 'node:crypto';

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
