import { setTimeout } from 'node:timers/promises';
import { send } from '../../src/tools/supervisor/processes.js';
import type { Running } from './command.js';
import { leftoversOf } from './leftovers.js';
import { until } from './until.js';

/** Lets the k6 that sends the load of a command run for a third of the time only, until it ends. Linux: it is found by /proc. */
export async function starveK6(running: Running, withinMs: number): Promise<void> {
  let pid: number | undefined;
  await until('k6 sends', withinMs, () => (pid = k6Of(running)) !== undefined);
  for (; pid !== undefined && k6Of(running) === pid; await setTimeout(200)) {
    send(pid, 'SIGSTOP');
    await setTimeout(400);
    send(pid, 'SIGCONT');
  }
}

/** Undefined: there is none. */
function k6Of({ mark }: Running): number | undefined {
  const sender = leftoversOf({ mark, runId: mark }).processes.find((it) => /^\d+ \S*\/k6 run /.test(it));
  return sender === undefined ? undefined : Number.parseInt(sender, 10);
}
