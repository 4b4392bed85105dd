import { availableParallelism, freemem } from 'node:os';
import type { Place } from '../options.js';
import { readConfig } from '../plan/config.js';
import { withToolbox, type Toolbox } from '../tools/toolbox.js';

/** Looks at everything that a run needs, and says for each what was found or what to do. Exit 0: all there; 3: not. */
export async function doctor({ projectDir, packageDir }: Place): Promise<number> {
  const config = readConfig(projectDir);
  const log = (line: string): void => void process.stderr.write(`  ${line}\n`);
  const isWell = await withToolbox({ config, projectDir, packageDir, install: false, log }, lookAtAll);
  return isWell ? 0 : 3;
}

async function lookAtAll({ chromium, k6 }: Toolbox): Promise<boolean> {
  const looks: [string, () => Promise<string> | string][] = [
    ['node', () => `${process.version} (20.19 or later)`],
    [
      'machine',
      () => `${availableParallelism()} cores, ${Math.round(freemem() / 2 ** 20)} MiB free (2 cores, 2048 MiB or more)`,
    ],
    ['chromium', async () => told(await chromium())],
    ['k6', async () => told(await k6())],
  ];
  let isWell = true;
  for (const [name, look] of looks) {
    try {
      process.stdout.write(`ok    ${name.padEnd(9)} ${await look()}\n`);
    } catch (error) {
      isWell = false;
      process.stdout.write(`MISSING ${name.padEnd(7)} ${error instanceof Error ? error.message : String(error)}\n`);
    }
  }
  return isWell;
}

function told(tool: { path: string; version: string }): string {
  return `${tool.version}, ${tool.path}`;
}
