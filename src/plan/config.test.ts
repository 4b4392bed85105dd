import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { UsageError } from '../records/usage-error.js';
import { readConfig } from './config.js';

const dir = mkdtempSync(join(tmpdir(), 'gonogo-config-'));
afterAll(() => rmSync(dir, { recursive: true }));

/** What is read of a project whose staging.config.ts is this text. */
function read(text: string) {
  writeFileSync(join(dir, 'staging.config.ts'), text);
  return readConfig(dir);
}
const tiny = `name: 'Shop', staging: { target: 'http://127.0.0.1:3000' }`;

describe('staging.config.ts', () => {
  it('is three lines at the least: what is left out has a safe default', () => {
    expect(read(`export default { ${tiny} };`)).toEqual({
      name: 'Shop',
      staging: { target: 'http://127.0.0.1:3000', thirdParties: {}, settings: {} },
      release: { path: '/release.json' },
      production: { hosts: [] },
      allowedHosts: [],
      caps: { requestsPerSecond: 500, requests: 1_000_000, minutes: 60 },
      foreign: [],
    });
  });

  it('is TypeScript, and read as it is now', () => {
    expect(read(`const name: string = 'One'; export default { ${tiny}, name };`).name).toBe('One');
    expect(read(`const name: string = 'Two'; export default { ${tiny}, name };`).name).toBe('Two');
  });

  it.each([
    ['an unknown key', `export default { ${tiny}, productoin: {} };`, ['productoin: unknown key']],
    ['an unknown key further down', `export default { ${tiny}, caps: { request: 1 } };`, ['caps.request: unknown key']],
    [
      'every problem at once',
      `export default { staging: { target: 'x' }, caps: { minutes: 0 } };`,
      ['name:', 'staging.target:', 'caps.minutes:'],
    ],
    ['a cap that is switched off', `export default { ${tiny}, caps: { requests: Infinity } };`, ['caps.requests:']],
    [
      'an identity on another host',
      `export default { ${tiny}, release: { path: '//elsewhere.example.com/r' } };`,
      ['a path on the target itself'],
    ],
    [
      'a declared identity without a reason',
      `export default { ${tiny}, release: { declared: { version: '1', commit: 'abc1234' } } };`,
      ['release.reason:'],
    ],
    [
      'a production host that is an address',
      `export default { ${tiny}, production: { hosts: ['https://shop.example.com'] } };`,
      ['production.hosts.0: a host name'],
    ],
    [
      'a rollback of which half is not said',
      `export default { ${tiny}, rollback: { to: '1', deploy: { post: 'http://a/' }, rollback: { command: [] }, redeploy: { post: 'http://a/', withinS: 0 } } };`,
      ['rollback.replicas:', 'rollback.rollback.command', 'rollback.redeploy.withinS:'],
    ],
    [
      'a rollback after a NO-GO that nothing could prove',
      `const post = { post: 'http://a/' };
       export default { ${tiny}, release: { declared: { version: '1', commit: 'abc1234' }, reason: 'it cannot say it' },
         rollback: { to: '1', replicas: 1, onNoGo: 'rollback', deploy: post, rollback: post, redeploy: post } };`,
      ['rollback.onNoGo: a rollback is proven by release identity'],
    ],
    ['no default export', `export const config = { ${tiny} };`, ['staging.config.ts is not valid', 'name:']],
    ['a syntax error', `export default { name: `, ['staging.config.ts does not load']],
    ['an error of its own', `throw new Error('no STAGING_URL'); export default {};`, ['does not load: no STAGING_URL']],
  ])('is refused for %s, by name', (_, text, words) => {
    expect(() => read(text)).toThrow(UsageError);
    for (const word of words) expect(() => read(text)).toThrow(word);
  });

  it('that is not there is asked for, with the folder', () => {
    expect(() => readConfig(join(dir, 'empty'))).toThrow(/No staging\.config\.ts in .*empty/);
  });
});
