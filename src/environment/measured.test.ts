import { expect, test } from 'vitest';
import { SetupError } from '../records/setup-error.js';
import { measured, type Annotated } from './measured.js';

test('hands on what was measured, and says nothing', async () => {
  const testInfo: Annotated = { annotations: [] };
  expect(await measured(testInfo, async () => 42)).toBe(42);
  expect(testInfo.annotations).toEqual([]);
});

test('says why something could not be measured, and fails all the same', async () => {
  const testInfo: Annotated = { annotations: [] };
  const old = new SetupError('It is 12 days old.', 'over-age', 'environment');
  await expect(measured(testInfo, () => Promise.reject(old))).rejects.toBe(old);
  expect(testInfo.annotations).toEqual([{ type: 'not measured', description: 'over-age: It is 12 days old.' }]);
});

test('a defect is a failure like any other', async () => {
  const testInfo: Annotated = { annotations: [] };
  await expect(measured(testInfo, () => Promise.reject(new TypeError('x')))).rejects.toThrow('x');
  expect(testInfo.annotations).toEqual([]);
});
