import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Config } from '../records/config.js';
import { findChromium, type Chromium } from './chromium.js';
import { findK6, type K6 } from './k6/find.js';
import { startSupervisor, type Supervisor } from './supervisor/index.js';
import type { Household } from './supervisor/messages.js';
import { findGo, type Go } from './toolchain.js';

/** The supervisor that everything runs under, and the tools: each looked for when it is first asked for, and once. */
export interface Toolbox {
  supervisor: Supervisor;
  go: () => Promise<Go>;
  k6: () => Promise<K6>;
  chromium: () => Promise<Chromium>;
}

export interface ToolboxOptions {
  /** What staging.config.ts names. */
  config: Pick<Config, 'k6' | 'chromium'>;
  projectDir: string;
  /** gonogo's own folder, which holds load/xk6. */
  packageDir: string;
  /** Does somebody want to see the browser. */
  headed: boolean;
  /** May packages be installed (`GONOGO_INSTALL=1`). */
  install: boolean;
  log: (line: string) => void;
}

/** @throws SetupError when the supervisor does not come up */
export async function openToolbox(household: Omit<Household, 'env'>, options: ToolboxOptions): Promise<Toolbox> {
  const { config, projectDir, packageDir, headed, install, log } = options;
  const supervisor = await startSupervisor({ ...household, env: inherited() });
  const cacheDir = join(projectDir, '.gonogo', 'cache');
  const go = once(() => findGo({ supervisor, cacheDir, log }));
  return {
    supervisor,
    go,
    k6: once(() => findK6({ supervisor, configured: config.k6, cacheDir, packageDir, log, go })),
    chromium: once(() => findChromium({ supervisor, configured: config.chromium, headed, install, log })),
  };
}

/** A toolbox for who asks questions only and measures nothing: it leaves no trace, whatever becomes of the engine. */
export async function withToolbox<T>(options: ToolboxOptions, use: (toolbox: Toolbox) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'gonogo-questions-'));
  try {
    // Its logs, too, go with the supervisor's temporary folder.
    const household = { runId: basename(folder), runDir: folder, tempDir: folder, secrets: [] };
    const toolbox = await openToolbox(household, options);
    try {
      return await use(toolbox);
    } finally {
      for (const left of await toolbox.supervisor.close()) options.log(`could not be removed: ${left}`);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => (made ??= make());
}

/** The caller's environment, less what would replace the scenarios of load scripts (`K6_VUS`). */
function inherited(): Record<string, string> {
  const set = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return Object.fromEntries(set.filter(([name]) => !name.startsWith('K6_')));
}
