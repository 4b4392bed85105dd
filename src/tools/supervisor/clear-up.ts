import { rmSync } from 'node:fs';
import type { Household } from './messages.js';
import type { Step } from './processes.js';
import { end } from './processes.js';

/** The engine closes in its own time, after it has stopped its children: this is for what it forgot. */
export const afterClose: Step[] = [
  { signal: 'SIGINT', waitMs: 5000, reach: 'groups' },
  { signal: 'SIGTERM', waitMs: 2000, reach: 'groups' },
  { signal: 'SIGINT', waitMs: 2000, reach: 'all' },
  { signal: 'SIGKILL', waitMs: 2000, reach: 'all' },
];

/** The engine is dead. SIGQUIT is PostgreSQL's immediate stop: it leaves no shared memory behind, as SIGKILL does. */
export const afterDeath: Step[] = [
  { signal: 'SIGINT', waitMs: 5000, reach: 'groups' },
  { signal: 'SIGQUIT', waitMs: 2000, reach: 'all' },
  { signal: 'SIGKILL', waitMs: 3000, reach: 'all' },
];

interface Estate {
  household: Pick<Household, 'runId' | 'tempDir'>;
  groups: readonly number[];
  memory: { look: () => void; removeLeft: () => Promise<string[]> };
  steps: readonly Step[];
}

/**
 * Ends every process of the run, wherever it moved to, and removes its temporary folder and shared memory.
 * @returns what could not be removed, in words; empty when all is gone
 */
export async function clearUp({ household, groups, memory, steps }: Estate): Promise<string[]> {
  memory.look();
  const mark = `GONOGO_RUN_ID=${household.runId}`;
  const survivors = await end({ groups, mark }, steps);
  const left = [...survivors.groups, ...survivors.pids].map((pid) => `process ${pid}`);
  try {
    rmSync(household.tempDir, { recursive: true, force: true, maxRetries: 3, retryDelay: 100 });
  } catch (error) {
    left.push(`${household.tempDir} (${error instanceof Error ? error.message : String(error)})`);
  }
  left.push(...(await memory.removeLeft()));
  return left;
}
