import { expect, test, vi } from 'vitest';
import { livingGroup } from './supervisor/processes.js';
import { runCommand } from './hook-command.js';

const run = (script: string, limitMs = 20_000) => runCommand(['sh', '-c', script], '/', limitMs);

test('a command runs to its end, in its folder, and its last words are kept', async () => {
  expect(await run('pwd; echo oops >&2; exit 3')).toEqual({
    code: 3,
    isLate: false,
    said: expect.stringMatching(/\/\n/),
  });
  expect((await run('echo oops >&2')).said).toBe('oops\n');
  expect((await run('yes | head -n 10000; echo end')).said.length).toBe(4000);
});

test('one that does not end in its time is ended with all that it started', async () => {
  const { isLate, code, said } = await run('sleep 60 & echo $!; wait', 300);
  expect({ isLate, code }).toEqual({ isLate: true, code: null });
  await vi.waitFor(() => expect(livingGroup(Number(said))).toBeUndefined());
});

test('one that leaves something running has ended all the same', async () => {
  const { code, said } = await run('sleep 60 & echo $!');
  try {
    expect(code).toBe(0);
    expect(livingGroup(Number(said))).toBeDefined();
  } finally {
    process.kill(Number(said), 'SIGKILL');
  }
});

test('one that is not there is an error', async () => {
  await expect(runCommand(['/nowhere/deploy'], '/', 1000)).rejects.toThrow('ENOENT');
});
