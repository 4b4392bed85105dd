import { writeSnapshot } from '../environment/parity/snapshot-file.js';
import { takeSnapshot } from '../environment/parity/take-snapshot.js';
import type { Place } from '../options.js';
import { readParity } from '../plan/parity.js';

/**
 * `gonogo snapshot`: reads production through the readers of parity.yaml, changes nothing there, and writes what it found
 * into one file, which staging is compared with from then on.
 * @throws UsageError for parity.yaml or the file; SetupError, with nothing written, when a reader could not read.
 */
export async function snapshotProduction({ out }: { out: string }, { projectDir }: Place): Promise<number> {
  const parity = readParity(projectDir);
  const snapshot = await takeSnapshot(parity, { projectDir, env: process.env }, new Date().toISOString());
  writeSnapshot(out, snapshot);
  const counts = snapshot.readers.map(({ name, count }) => `${name} ${count}`).join(', ');
  const data =
    snapshot.data === undefined ? '' : `; and what the data of ${snapshot.data.tables.length} tables is like`;
  process.stderr.write(`gonogo: ${out} is production as of ${snapshot.takenAt}, in facts: ${counts}${data}\n`);
  return 0;
}
