import { once } from 'node:events';
import { expect, test } from 'vitest';
import { forked } from './forked.js';

test.each(['SIGTERM', 'SIGINT'] as const)(
  'a reference process ends on %s, though a connection is open',
  async (signal) => {
    const sandbox = await forked('tax');
    await fetch(`${sandbox.url}/healthz`);
    const gone = once(sandbox.child, 'exit');
    sandbox.child.kill(signal);
    expect(await gone).toEqual([0, null]);
  },
);

test('it ends when its parent is gone', async () => {
  const sandbox = await forked('mail');
  const gone = once(sandbox.child, 'exit');
  sandbox.child.disconnect();
  expect(await gone).toEqual([0, null]);
});

test('it says which variable is missing, and ends', async () => {
  await expect(forked('payments', { SECRET_KEY: 'sk_test_only' })).rejects.toThrow(/ended with 1 before it was up/);
});
