import { spawn } from 'node:child_process';

/**
 * Runs a shell command to its end and gives what it printed. Of its own group, so that its children end with it.
 * @throws Error that says how it ended: `ended with exit 1: …`, `had no end within 30 s`.
 */
export async function commandOutput(
  command: string,
  { limitMs, mostBytes }: { limitMs: number; mostBytes: number },
): Promise<string> {
  const child = spawn('/bin/sh', ['-c', command], { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  const said = { out: [] as Buffer[], bytes: 0, err: '', why: undefined as string | undefined };
  const end = (why: string): void => {
    said.why ??= why;
    if (child.pid === undefined) return;
    try {
      process.kill(-child.pid, 'SIGKILL');
    } catch {
      // It has ended already.
    }
  };
  const limit = setTimeout(() => end(`had no end within ${limitMs / 1000} s`), limitMs);
  child.stdout.on('data', (part: Buffer) => {
    said.bytes += part.length;
    if (said.bytes > mostBytes) end(`printed more than ${mostBytes} bytes`);
    else said.out.push(part);
  });
  child.stderr.on('data', (part: Buffer) => (said.err = `${said.err}${part.toString()}`.slice(-500)));
  const code = await new Promise<number | null>((done, fail) => {
    child.once('error', fail);
    child.once('close', done);
  }).finally(() => clearTimeout(limit));
  if (said.why !== undefined) throw new Error(said.why);
  if (code !== 0)
    throw new Error(
      `ended with ${code === null ? 'a signal' : `exit ${code}`}: ${said.err.trim() || 'it said nothing'}`,
    );
  return Buffer.concat(said.out).toString('utf8');
}
