import { setTimeout } from 'node:timers/promises';
import { send } from '../../src/tools/supervisor/processes.js';
import type { Running } from './command.js';
import { leftoversOf } from './leftovers.js';
import { until } from './until.js';

interface Starving {
  /** How long it may take until it sends. */
  withinMs: number;
  stoppedMs: number;
}

/**
 * Stops the k6 that sends the load of a command again and again, until it ends; in between it runs for half as long. Linux:
 * it is found by /proc.
 */
export async function starveK6(running: Running, { withinMs, stoppedMs }: Starving): Promise<void> {
  let pid: number | undefined;
  await until('k6 sends', withinMs, () => (pid = k6Of(running)) !== undefined);
  for (; pid !== undefined && k6Of(running) === pid; await setTimeout(stoppedMs / 2)) {
    send(pid, 'SIGSTOP');
    await setTimeout(stoppedMs);
    send(pid, 'SIGCONT');
  }
}

/** Undefined: there is none. */
function k6Of({ mark }: Running): number | undefined {
  const sender = leftoversOf({ mark, runId: mark }).processes.find((it) => /^\d+ \S*\/k6 run /.test(it));
  return sender === undefined ? undefined : Number.parseInt(sender, 10);
}
