import { existsSync } from 'node:fs';
import path from 'node:path';
import { ask } from '../supervisor/ask.js';
import type { Supervisor } from '../supervisor/index.js';
import { k6Environment } from './command.js';
import { reasonOf } from './reason.js';

// It takes a fraction of a second.
const mergingLimitMs = 60_000;

export interface Merging {
  supervisor: Pick<Supervisor, 'start'>;
  binary: string;
  /** Of its log. */
  name: string;
  /** What each k6 process of one run left. */
  files: readonly string[];
  into: string;
}

/**
 * Makes one evidence file of those of a run's segments, by gonogo's own extension: it alone knows whether they are of one
 * run, and whether that is the whole run.
 * @returns why there is none; undefined: there is.
 */
export async function mergeEvidence({ supervisor, binary, name, files, into }: Merging): Promise<string | undefined> {
  const lost = files.filter((file) => !existsSync(file)).map((file) => path.basename(file));
  if (lost.length > 0) return `${lost.join(', ')} ${lost.length === 1 ? 'is' : 'are'} not there`;
  const answer = await ask(supervisor, {
    name,
    command: [binary, 'x', 'evidence', 'merge', '--no-color', '--out', into, ...files],
    cwd: path.dirname(into),
    env: k6Environment,
    limitMs: mergingLimitMs,
  });
  if (answer.code !== 0) return reasonOf(answer);
  return existsSync(into) ? undefined : 'merging left no file';
}
