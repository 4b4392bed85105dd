import { expect, test } from 'vitest';
import { rolledBack } from '../../records/drill.js';
import { rollback } from '../../records/rollback.js';
import { rollBack } from './roll-back.js';

/** A staging of these replicas, which its hook changes. */
function staging(replicas: string[], hook: (replicas: string[]) => number | Error) {
  let turn = 0;
  const command = { command: ['./deploy.sh', '1.9.0'] };
  const hooks = { deploy: command, rollback: command, redeploy: command };
  const done: string[] = [];
  const ended = rollBack({
    rollback: rollback.parse({ to: '1.9.0', replicas: replicas.length, ...hooks, limits: { agreeWithinS: 0.5 } }),
    look: async () => {
      const at = turn++ % replicas.length;
      const identity = { version: replicas[at]!, commit: '0123456789abcdef', replica: String(at + 1) };
      return { at: new Date().toISOString(), phase: 'after', result: { kind: 'answered', identity } };
    },
    fill: (text) => text,
    run: async (words) => {
      done.push(words.join(' '));
      const code = hook(replicas);
      if (code instanceof Error) throw code;
      return { code, isLate: false, said: 'no space left' };
    },
  });
  return ended.then((told) => ({ ...rolledBack.parse(told), done }));
}

test('the previous release is put back, and every replica proves it', async () => {
  const { to, findings, said, done, record } = await staging(['2.0.0', '2.0.0'], (all) => (all.fill('1.9.0'), 0));
  expect({ to, findings, done }).toEqual({ to: '1.9.0', findings: [], done: ['./deploy.sh 1.9.0'] });
  expect(said).toMatch(/^done in \d+ ms; it was there after \d+ ms; in 16 looks as meant: replica 1, 2$/);
  expect(record?.proof?.provenAfterMs).toBeGreaterThan(0);
});

test('a replica that stays behind is named', async () => {
  const { findings } = await staging(['2.0.0', '2.0.0'], (all) => ((all[0] = '1.9.0'), 0));
  expect(findings).toEqual([
    expect.stringMatching(/^Not every replica was 1\.9\.0 0\.5 s after the hook's end: .*replica 2 is 2\.0\.0/),
  ]);
});

test('a hook that fails, or cannot begin, has put nothing back', async () => {
  const failed = await staging(['2.0.0'], () => 7);
  expect(failed.findings).toEqual([
    'rollback.rollback of staging.config.ts did not end well: ./deploy.sh ended with 7 and said last: no space left.',
  ]);
  const absent = await staging(['2.0.0'], () => new Error('ENOENT'));
  expect(absent).toMatchObject({
    said: 'it could not begin',
    findings: ['staging.config.ts, rollback.rollback: ./deploy.sh cannot be started: ENOENT.'],
  });
  expect(absent.record).toBeUndefined();
});

test('nobody is called who is no host of the project', async () => {
  const hook = { post: 'https://deploy.example/1.9.0' };
  const { findings } = await rollBack({
    rollback: rollback.parse({ to: '1.9.0', replicas: 1, deploy: hook, rollback: hook, redeploy: hook }),
    look: () => Promise.reject(new Error('nobody is asked')),
    fill: (text) => text,
    run: () => Promise.reject(new Error('no command was wanted')),
    mayCall: (host) => host !== 'deploy.example',
  });
  expect(findings).toEqual([
    'staging.config.ts, rollback.rollback.post: deploy.example is not a host of this project. List it in allowedHosts.',
  ]);
});
