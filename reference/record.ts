import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where tools that nobody told of a staging look for one. It belongs to the staging that was started last. */
const folder = fileURLToPath(new URL('../../.gonogo/', import.meta.url));
const file = `${folder}staging.json`;

/** Writes the staging record; it holds secrets of this staging, so nobody else may read it. */
export function keepRecord(record: object): void {
  mkdirSync(folder, { recursive: true });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(record, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}

/** Removes the record, if it is still ours. */
export function forgetRecord(): void {
  try {
    const { pid } = JSON.parse(readFileSync(file, 'utf8')) as { pid: number };
    if (pid === process.pid) rmSync(file);
  } catch {
    // Not there, or half a file of another's: nothing to remove.
  }
}
