import { availableParallelism, freemem } from 'node:os';
import path from 'node:path';
import type { Place } from '../options.js';
import { readConfig } from '../plan/config.js';
import { findChromium } from '../tools/chromium.js';
import { findK6 } from '../tools/k6/find.js';
import { findGo } from '../tools/toolchain.js';

/** Looks at everything that a run needs, and says for each what was found or what to do. Exit 0: all there; 3: not. */
export async function doctor(place: Place): Promise<number> {
  const config = await readConfig(place.projectDir);
  const log = (line: string): void => void process.stderr.write(`  ${line}\n`);
  const cacheDir = path.join(place.projectDir, '.gonogo', 'cache');
  const looks: [string, () => Promise<string>][] = [
    ['node', async () => `${process.version} (20.19 or later)`],
    [
      'machine',
      async () =>
        `${availableParallelism()} cores, ${Math.round(freemem() / 2 ** 20)} MiB free (2 cores, 2048 MiB or more)`,
    ],
    ['chromium', async () => found(await findChromium({ configured: config.chromium, install: false, log }))],
    [
      'k6',
      async () =>
        found(
          await findK6({
            configured: config.k6,
            cacheDir,
            packageDir: place.packageDir,
            log,
            go: () => findGo({ cacheDir, log }),
          }),
        ),
    ],
  ];
  let well = true;
  for (const [name, look] of looks) {
    try {
      process.stdout.write(`ok    ${name.padEnd(9)} ${await look()}\n`);
    } catch (error) {
      well = false;
      process.stdout.write(`MISSING ${name.padEnd(7)} ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  return well ? 0 : 3;
}

function found(tool: { path: string; version: string }): string {
  return `${tool.version}, ${tool.path}`;
}
