import { expect, test } from 'vitest';
import { connectionTarget } from './connection-target.js';

test.each<[unknown[], string | undefined]>([
  [[{ host: 'a.test', port: 1 }], 'a.test'],
  [[{ port: 1 }], 'localhost'],
  [[{ path: '/tmp/socket' }], undefined],
  [['/tmp/socket'], undefined],
  [[80, 'a.test'], 'a.test'],
  [['80', 'a.test'], 'a.test'],
  [[80, () => undefined], 'localhost'],
  [[[{ host: 'a.test', port: 1 }, null]], 'a.test'],
  [[[{ path: '/tmp/socket' }, null]], undefined],
])('reads the host of connect(%j)', (given, host) => {
  expect(connectionTarget(given)).toBe(host);
});
