import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

export interface Forked {
  url: string;
  /** The whole ready message: `url` and whatever else the process tells. */
  facts: Record<string, string>;
  stop(): Promise<number | null>;
  child: ChildProcess;
}

const compiled = new URL('./dist/sandboxes/', import.meta.url);

/** Starts a compiled sandbox as `reference/start` does and waits until it is up; for tests of the sandboxes themselves. */
export async function forked(name: string, environment: Record<string, string> = {}): Promise<Forked> {
  const file = fileURLToPath(new URL(`${name}.js`, compiled));
  const child = fork(file, {
    env: { PATH: process.env['PATH'], ...environment },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const ready = await Promise.race([
    once(child, 'message').then(([message]) => message as Record<string, string>),
    once(child, 'exit').then(([code]) => {
      throw new Error(`${file} ended with ${code} before it was up; was it compiled (npx tsc -p reference)?`);
    }),
  ]);
  return {
    child,
    url: String(ready['url']),
    facts: ready,
    stop: async () => {
      if (child.exitCode !== null) return child.exitCode;
      const gone = once(child, 'exit');
      child.kill('SIGTERM');
      return (await gone)[0] as number | null;
    },
  };
}
