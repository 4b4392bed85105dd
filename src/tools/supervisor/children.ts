import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { setTimeout as pause } from 'node:timers/promises';
import type { Redact } from '../redact.js';
import type { ChildOrder, FromSupervisor, Household } from './messages.js';
import { openOutput } from './output.js';
import type { Step } from './processes.js';
import { end, startOf } from './processes.js';

export interface RunningChild {
  /** The leader of its process group. */
  pid: number;
  stop: (graceMs: number) => void;
  /** From now on, stdout's lines go to the engine; those before are sent first. */
  sendLines: () => void;
}

/** Until somebody asks for a child's lines, this many characters of them are kept. */
const keptCharacters = 1024 * 1024;

/** Whoever outlives a child's leader: those of other groups too, with a chance to end well (a database's, say). */
const leftBehind: Step[] = [
  { signal: 'SIGINT', waitMs: 3000, reach: 'all' },
  { signal: 'SIGKILL', waitMs: 2000, reach: 'all' },
];

/** Asked to stop: its group as a Ctrl-C would, then harder; a browser or database of its own group only afterwards. */
const asked = (graceMs: number): Step[] => [
  // Playwright writes its end after a SIGINT, and nothing after a SIGTERM.
  { signal: 'SIGINT', waitMs: graceMs, reach: 'groups' },
  { signal: 'SIGTERM', waitMs: 2000, reach: 'groups' },
  { signal: 'SIGKILL', waitMs: 2000, reach: 'groups' },
  ...leftBehind,
];

/** Starts one child in a process group of its own and reports on it until it, and whatever it started, is gone. */
export function startChild(
  order: ChildOrder,
  { runId, runDir, tempDir, env }: Household,
  redact: () => Redact,
  tell: (message: FromSupervisor) => void,
  on: { exit: () => void; gone: () => void },
): RunningChild | undefined {
  const { id } = order;
  const outputPath = join(runDir, 'logs', `${order.name.replace(/[^A-Za-z0-9@._-]+/g, '-')}.log`);
  const mark = `${runId}/${id}`;
  const [file = '', ...words] = pinned(order);
  const lines = lineBuffer((some) => tell({ type: 'lines', id, lines: some }));
  const started = performance.now();
  const child = spawn(file, words, {
    cwd: order.cwd,
    env: { ...env, ...order.env, GONOGO_RUN_ID: runId, GONOGO_CHILD: mark, TMPDIR: tempDir },
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const { pid } = child;
  if (pid === undefined) {
    child.on('error', (error) => tell({ type: 'refused', id, message: `${order.name}: ${error.message}` }));
    return undefined;
  }
  const output = openOutput(outputPath, redact, lines.add);
  child.stdout.on('data', output.stdout);
  child.stderr.on('data', output.stderr);
  tell({ type: 'started', id, pid, outputPath });
  if (order.isHeard === true) {
    for (const stream of ['stdout', 'stderr'] as const) {
      const decoder = new StringDecoder('utf8');
      const say = (text: string) => (text === '' ? undefined : tell({ type: 'said', id, stream, text }));
      child[stream].on('data', (chunk: Buffer) => say(decoder.write(chunk)));
      child[stream].on('end', () => say(decoder.end()));
    }
  }
  const family = { groups: [pid], mark: `GONOGO_CHILD=${mark}`, since: startOf(pid) };
  let stopping: Promise<unknown> | undefined;
  const closed = new Promise<void>((done) => child.on('close', () => done()));
  child.on('exit', (code, signal) => {
    on.exit();
    const exit = { code, signal, durationMs: performance.now() - started };
    void (stopping ?? end(family, leftBehind))
      // Whoever still holds the pipe is no longer listened to.
      .then(() => Promise.race([closed, pause(1000)]))
      .then(() => {
        output.end();
        tell({ type: 'exited', id, exit });
        on.gone();
      });
  });
  return { pid, sendLines: lines.send, stop: (graceMs) => void (stopping ??= end(family, asked(graceMs))) };
}

function lineBuffer(send: (lines: string[]) => void) {
  let isSending = false;
  let kept: string[] = [];
  let characters = 0;
  const add = (some: string[]) => {
    if (isSending) return send(some);
    if (characters > keptCharacters) return;
    kept.push(...some);
    for (const line of some) characters += line.length;
  };
  const sendFromNow = () => {
    if (isSending) return;
    isSending = true;
    if (kept.length > 0) send(kept);
    kept = [];
  };
  return { add, send: sendFromNow };
}

/** Load generator and target on different cores, where the system has `taskset`; else as the scheduler likes. */
function pinned({ command, pin }: ChildOrder): string[] {
  const isPinned = pin !== undefined && pin.length > 0 && process.platform === 'linux' && isOnPath('taskset');
  return isPinned ? ['taskset', '--cpu-list', pin.join(','), ...command] : command;
}

function isOnPath(name: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((dir) => {
    try {
      accessSync(join(dir, name), constants.X_OK);
      return dir !== '';
    } catch {
      return false;
    }
  });
}
