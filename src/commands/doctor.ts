import { availableParallelism, freemem } from 'node:os';
import type { Place } from '../options.js';
import { readConfig } from '../plan/config.js';
import type { Config } from '../records/config.js';
import { k6InWords, type K6 } from '../tools/k6/find.js';
import { withToolbox, type Toolbox } from '../tools/toolbox.js';
import { projectLooks, type Look } from './project-looks.js';

/**
 * Looks at everything that a run needs, and says in a line for each what was found or what to do. Sends one request, to
 * a configured target. Exit 0: all there; 3: not.
 */
export async function doctor({ projectDir, packageDir }: Place): Promise<number> {
  const log = (line: string): void => void process.stderr.write(`  ${line}\n`);
  const isProjectWell = await tell(projectLooks(projectDir));
  const options = { config: toolsNamed(projectDir), projectDir, packageDir, headed: false, install: false, log };
  const isMachineWell = await withToolbox(options, (toolbox) => tell(machineLooks(toolbox)));
  return isProjectWell && isMachineWell ? 0 : 3;
}

/** Without a config that can be read, the tools are looked for where they usually are. */
function toolsNamed(projectDir: string): Pick<Config, 'k6' | 'chromium'> {
  try {
    return readConfig(projectDir);
  } catch {
    return {};
  }
}

function machineLooks({ chromium, k6 }: Toolbox): Look[] {
  return [
    ['node', () => `${process.version} (20.19 or later)`],
    [
      'machine',
      () => `${availableParallelism()} cores, ${Math.round(freemem() / 2 ** 20)} MiB free (2 cores, 2048 MiB or more)`,
    ],
    ['chromium', async () => told(await chromium())],
    ['k6', async () => ofK6(await k6())],
  ];
}

function told(tool: { path: string; version: string }): string {
  return `${tool.version}, ${tool.path}`;
}

function ofK6(k6: K6): string {
  return told({ path: k6.path, version: k6InWords(k6) });
}

const widest = 'chromium'.length;

async function tell(looks: readonly Look[]): Promise<boolean> {
  let isWell = true;
  for (const [name, look] of looks) {
    const { sign, words } = await Promise.resolve()
      .then(look)
      .then(
        (found) => ({ sign: '✓', words: found }),
        (error: unknown) => ({ sign: '✗', words: error instanceof Error ? error.message : String(error) }),
      );
    isWell &&= sign === '✓';
    process.stdout.write(`${sign} ${name.padEnd(widest)}  ${words.replaceAll('\n', `\n${' '.repeat(widest + 4)}`)}\n`);
  }
  return isWell;
}
