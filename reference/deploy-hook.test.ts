import { expect, test } from 'vitest';
import { startDeployHook } from './deploy-hook.js';

test('changes the release for who has the token, one change at a time, and answers when it is done', async () => {
  const done: string[] = [];
  let finish = (): void => undefined;
  const hook = await startDeployHook({
    prepare: async () => void done.push('prepare'),
    deploy: () => new Promise<void>((end) => (finish = end)).then(() => void done.push('deploy')),
    rollBack: () => Promise.reject(new Error('no such image')),
  });
  const post = (path: string, token = hook.token) =>
    fetch(`${hook.url}${path}`, { method: 'POST', headers: { authorization: `Bearer ${token}` } });

  expect((await post('/prepare')).status).toBe(200);
  expect((await post('/deploy', 'guessed')).status).toBe(401);
  expect((await post('/constructor')).status).toBe(404);
  expect((await fetch(`${hook.url}/deploy`, { headers: { authorization: `Bearer ${hook.token}` } })).status).toBe(404);

  const deploying = post('/deploy');
  await expect.poll(async () => (await post('/prepare')).status).toBe(409);
  finish();
  expect((await deploying).status).toBe(200);
  expect(done.at(-1)).toBe('deploy');

  const failed = await post('/rollback');
  expect([failed.status, await failed.text()]).toEqual([500, 'Error: no such image\n']);
});
