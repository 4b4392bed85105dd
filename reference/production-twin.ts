import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const snapshot = new URL('../production/snapshot.json', import.meta.url);

/**
 * Writes the snapshot of this shop's production into a folder, as "gonogo snapshot" would have taken it just now.
 * There is no such production: what it would be is in `production/snapshot.json`, and a date in there would rot.
 * @returns the path of the file.
 */
export function writeProductionTwin(folder: string): string {
  const file = join(folder, 'production.json');
  const production = JSON.parse(readFileSync(snapshot, 'utf8')) as object;
  writeFileSync(file, JSON.stringify({ ...production, takenAt: new Date().toISOString() }), { mode: 0o600 });
  return file;
}
