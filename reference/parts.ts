import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What a part says when it is up: its URL and facts of its own. */
export type Ready = { url: string } & Record<string, string>;

const startLimitMs = 60_000;
const stopLimitMs = 4_000;
const running = new Map<ChildProcess, string>();
/** Who is behind an address. */
const children = new Map<string, ChildProcess>();
/** Those that were told to go. */
const leaving = new Set<ChildProcess>();
let stopping = false;

/** Forks a compiled part and waits until it is ready. Its output goes to our stderr: stdout carries the record alone. */
export async function startPart(name: string, env: Record<string, string>): Promise<Ready> {
  const child = fork(fileURLToPath(new URL(`./${name}.js`, import.meta.url)), [], {
    env: { ...process.env, ...env, PORT: '0' },
    stdio: ['ignore', process.stderr, process.stderr, 'ipc'],
    // The database's keeper must outlive a kill of this whole process group, to clean up behind it.
    detached: name === 'database',
  });
  running.set(child, name);
  child.once('exit', (code, signal) => {
    running.delete(child);
    if (!stopping && !leaving.has(child))
      console.error(`staging: ${name} ended (${signal ?? `exit ${code}`}); the rest goes on without it`);
  });
  return new Promise<Ready>((done, fail) => {
    const limit = setTimeout(
      () => fail(new Error(`${name} was not ready within ${startLimitMs / 1000} s`)),
      startLimitMs,
    );
    child.once('message', (ready) => {
      clearTimeout(limit);
      children.set((ready as Ready).url, child);
      done(ready as Ready);
    });
    child.once('exit', (code, signal) => {
      clearTimeout(limit);
      fail(new Error(`${name} ended before it was ready (${signal ?? `exit ${code}`}): its own words are above`));
    });
  });
}

/** What a part must have said when it was ready, beside its URL. */
export function factOf(part: Ready | undefined, name: string): string {
  const value = part?.[name];
  if (value === undefined) throw new Error(`a part of the staging did not say its "${name}" when it was ready`);
  return value;
}

/** Ends all parts, the database last, since others still write to it. */
export async function stopParts(): Promise<void> {
  stopping = true;
  const databases = [...running].filter(([, name]) => name === 'database');
  const others = [...running].filter(([, name]) => name !== 'database');
  for (const group of [others, databases]) await Promise.all(group.map(([child]) => stopChild(child)));
}

/** Ends one part; the rest goes on. */
export async function stopPart({ url }: Ready): Promise<void> {
  const child = children.get(url);
  if (child === undefined) return;
  leaving.add(child);
  children.delete(url);
  await stopChild(child);
}

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGTERM');
  const impatience = setTimeout(() => child.kill('SIGKILL'), stopLimitMs / 2);
  await gone;
  clearTimeout(impatience);
}
