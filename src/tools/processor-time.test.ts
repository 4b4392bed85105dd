import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { childrenProcessorMs, ownProcessorMs } from './processor-time.js';

const after = '(a name) with) R 1 2 3 4 5 6 7 8 9 10 11 12 30 12 20 0';

test('adds the user and system time of children, whatever the process is called', () => {
  expect(childrenProcessorMs(`7 ${after}`)).toBe(420);
});

test('says nothing, not 0, where the system does not tell', () => {
  expect(childrenProcessorMs('7 (short) R 1 2')).toBeUndefined();
  expect(childrenProcessorMs('')).toBeUndefined();
});

test.runIf(existsSync('/proc/self/stat'))('counts a child, and the child of a child, once they were waited for', () => {
  const burn = 'const end = process.cpuUsage().user + 200_000; while (process.cpuUsage().user < end);';
  const nested = `require('node:child_process').spawnSync(process.execPath, ['-e', ${JSON.stringify(burn)}])`;
  const before = childrenProcessorMs() ?? NaN;
  const ownBefore = ownProcessorMs();
  spawnSync(process.execPath, ['-e', nested]);
  expect((childrenProcessorMs() ?? NaN) - before).toBeGreaterThanOrEqual(190);
  expect(ownProcessorMs()).toBeGreaterThanOrEqual(ownBefore);
});
