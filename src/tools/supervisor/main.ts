/**
 * The supervisor's process: every child of a run lives under it. It holds an IPC channel to the engine; when that
 * breaks, the engine is dead, and the supervisor ends the run's processes, clears up after them and ends itself.
 */
import { existsSync, mkdirSync } from 'node:fs';
import { childrenProcessorMs, ownProcessorMs } from '../processor-time.js';
import type { Redact } from '../redact.js';
import { redactFolder, redactor } from '../redact.js';
import type { RunningChild } from './children.js';
import { startChild } from './children.js';
import { afterClose, afterDeath, clearUp } from './clear-up.js';
import type { FromEngine, FromSupervisor, Household, ProcessorTime } from './messages.js';
import type { Step } from './processes.js';
import { sharedMemoryWatch } from './shared-memory.js';

/** Fifteen seconds after the engine's death nothing of the run may be left, the supervisor among it. */
const limitMs = 14_500;

let household: Household | undefined;
let secrets: string[] = [];
let redact: Redact = (text) => text;
let memory = sharedMemoryWatch('');
let isLeaving = false;
let isDone = false;
let inquiriesMs = 0;
let countedMs = 0;
const children = new Map<number, RunningChild>();

// A terminal's signals are the engine's to answer, even where the session is shared.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined);
process.on('SIGTERM', () => void leave(afterDeath));
process.on('disconnect', onDisconnect);
process.on('uncaughtException', (error) => {
  console.error(`the supervisor broke: ${error.stack ?? error.message}`);
  void leave(afterDeath);
});
process.on('message', (message: FromEngine) => onMessage(message));

function onMessage(message: FromEngine): void {
  switch (message.type) {
    case 'open':
      open(message.household);
      break;
    case 'start': {
      const { order } = message;
      if (household === undefined || isLeaving) {
        tell({ type: 'refused', id: order.id, message: `${order.name}: the supervisor is being closed` });
        break;
      }
      const child = startChild(order, household, () => redact, tell, {
        exit: () => count(order.isHeard === true),
        gone: () => children.delete(order.id),
      });
      if (child !== undefined) children.set(order.id, child);
      break;
    }
    case 'stop':
      children.get(message.id)?.stop(message.graceMs);
      break;
    case 'lines':
      children.get(message.id)?.sendLines();
      break;
    case 'secrets':
      secrets = [...secrets, ...message.secrets];
      redact = redactor(secrets);
      break;
    case 'close':
      void leave(afterClose);
      break;
  }
}

function open(given: Household): void {
  household = given;
  secrets = given.secrets;
  redact = redactor(secrets);
  mkdirSync(given.tempDir, { recursive: true });
  memory = sharedMemoryWatch(`GONOGO_RUN_ID=${given.runId}`);
  setInterval(memory.look, 1000).unref();
  tell({ type: 'ready' });
}

async function leave(steps: readonly Step[]): Promise<void> {
  if (isLeaving) return;
  isLeaving = true;
  if (household === undefined) process.exit(0);
  // Whatever hangs, this ends it.
  setTimeout(() => process.exit(1), limitMs);
  const groups = [...children.values()].map(({ pid }) => pid);
  const leftBehind = await clearUp({ household, groups, memory, steps });
  // A living engine answers by hanging up, and looks through the run's folder itself.
  isDone = true;
  if (process.connected) return tell({ type: 'closed', leftBehind, used: processorTime() });
  // The folder of mere questions is a temporary one, and gone by now.
  if (existsSync(household.runDir)) redactFolder(household.runDir, redact);
  process.exit(0);
}

/** What came to the children's account since the last one ended is this one's. */
function count(isInquiry: boolean): void {
  const nowMs = childrenProcessorMs();
  if (nowMs === undefined) return;
  if (isInquiry) inquiriesMs += nowMs - countedMs;
  countedMs = nowMs;
}

function processorTime(): ProcessorTime {
  const allMs = childrenProcessorMs();
  return {
    ownMs: ownProcessorMs(),
    ...(allMs === undefined ? {} : { childrenMs: allMs - inquiriesMs, inquiriesMs }),
  };
}

function onDisconnect(): void {
  if (isLeaving && isDone) process.exit(0);
  void leave(afterDeath);
}

function tell(message: FromSupervisor): void {
  if (process.connected) process.send?.(message, undefined, {}, () => undefined);
}
