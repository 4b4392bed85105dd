import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { redactor } from '../redact.js';
import { SetupError } from '../../records/setup-error.js';
import type { Child, Handle, Hear } from './handle.js';
import { childHandle } from './handle.js';
import type { ChildOrder, FromEngine, FromSupervisor, Household, ProcessorTime } from './messages.js';
import { end } from './processes.js';
import { within } from './within.js';

export type { Child } from './handle.js';
export type { ProcessorTime } from './messages.js';

export interface Supervisor {
  /**
   * Starts a child in a process group of its own, with `GONOGO_RUN_ID` and `TMPDIR` in its environment and no stdin.
   * @param hear gets all that it prints, as it comes
   * @throws {RefusedError} when the command cannot be started
   */
  start: (order: Omit<ChildOrder, 'id' | 'isHeard'>, hear?: Hear) => Promise<Child>;
  /** The folder for temporary files of all children: whatever happens, it is removed at the end. */
  tempDir: string;
  /** Secrets that became known during the run: redacted from here on. */
  addSecrets: (secrets: readonly string[]) => void;
  /**
   * Ends what still runs, removes the temporary folder and the supervisor itself.
   * @returns what could not be removed, in words; empty when all is gone
   */
  close: () => Promise<string[]>;
  /** Processor time of the supervisor and of those that ran under it; undefined until it is closed. */
  used: () => ProcessorTime | undefined;
}

/** Under vitest this file runs as TypeScript; the process it starts is plain Node and needs the compiled one. */
const entry = fileURLToPath(
  new URL(import.meta.url.endsWith('.ts') ? '../../../dist/tools/supervisor/main.js' : './main.js', import.meta.url),
);

/**
 * Starts the supervisor in a session of its own: a Ctrl-C at the terminal reaches the engine only, and the
 * supervisor outlives an engine that is killed by the few seconds it takes to end everything else.
 *
 * @throws {Error} for a secret that is too short to be redacted
 * @throws {SetupError} when the process does not come up
 */
export async function startSupervisor(household: Household): Promise<Supervisor> {
  redactor(household.secrets);
  if (!existsSync(entry)) throw new SetupError(`${entry} is missing: compile the engine first (npx tsc -b src)`);
  mkdirSync(join(household.runDir, 'logs'), { recursive: true });
  const log = openSync(join(household.runDir, 'logs', 'supervisor.log'), 'a');
  // Neither of the engine's own pipes: whoever reads the engine's output must see it end with the engine.
  const host = spawn(process.execPath, [entry], {
    env: household.env,
    detached: true,
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  const children = new Map<number, Handle>();
  let lost: Error | undefined;
  let isClosing = false;
  let used: ProcessorTime | undefined;
  let onReady: () => void;
  let onClosed: (leftBehind: string[]) => void;
  let onLost: (error: Error) => void;
  const ready = new Promise<void>((done) => (onReady = done));
  const closed = new Promise<string[]>((done) => (onClosed = done));
  const died = new Promise<never>((_, fail) => (onLost = fail));
  died.catch(() => undefined);
  const gone = new Promise<void>((done) => host.once('exit', () => done()));
  const tell = (message: FromEngine) => {
    if (host.connected) host.send(message, () => undefined);
  };

  host.on('message', (message: FromSupervisor) => {
    if (message.type === 'ready') onReady();
    else if (message.type === 'closed') {
      used = message.used;
      onClosed(message.leftBehind);
    } else children.get(message.id)?.hear(message);
  });
  const lose = (why: string) => {
    if (lost !== undefined) return;
    lost = new Error(
      `the supervisor ${why}; its children were ended (see ${join(household.runDir, 'logs', 'supervisor.log')})`,
    );
    onLost(lost);
    const groups = [...children.values()].flatMap((child) => child.group());
    for (const child of children.values()) child.lose(lost);
    if (groups.length > 0) void end({ groups, mark: `GONOGO_RUN_ID=${household.runId}` }, withoutSupervisor);
  };
  host.on('error', (error) => lose(`could not be started: ${error.message}`));
  host.on('exit', (code, signal) => lose(`ended unexpectedly (${signal === null ? `exit ${code}` : signal})`));
  tell({ type: 'open', household });
  await within(10_000, Promise.race([ready, died]), 'the supervisor did not come up').catch((error: unknown) => {
    host.kill('SIGKILL');
    throw new SetupError(error instanceof Error ? error.message : String(error));
  });

  let nextId = 1;
  return {
    tempDir: household.tempDir,
    start: async (order, hear) => {
      if (lost !== undefined) throw lost;
      if (isClosing) throw new Error(`the supervisor is closed: ${order.name} is not started any more`);
      const id = nextId++;
      const child = childHandle(id, order.name, tell, hear);
      children.set(id, child);
      tell({ type: 'start', order: { ...order, id, isHeard: hear !== undefined } });
      return within(10_000, child.started, `${order.name} did not start`);
    },
    addSecrets: (secrets) => {
      redactor(secrets);
      tell({ type: 'secrets', secrets: [...secrets] });
    },
    close: async () => {
      if (lost !== undefined) throw lost;
      isClosing = true;
      tell({ type: 'close' });
      const leftBehind = await within(30_000, Promise.race([closed, died]), 'the supervisor did not close');
      host.disconnect();
      await within(5000, gone, 'the supervisor did not end');
      return leftBehind;
    },
    used: () => used,
  };
}

const withoutSupervisor = [
  { signal: 'SIGINT', waitMs: 2000, reach: 'groups' },
  { signal: 'SIGKILL', waitMs: 3000, reach: 'all' },
] as const;
