import { expect, test } from 'vitest';
import { distinctSample } from './distinct-sample.js';

const hit = Uint8Array.of(1);

test('few values are all there, each once', () => {
  const sample = distinctSample();
  for (let n = 0; n < 5000; n += 1) sample.add(`value ${n % 100}`, undefined);
  expect(sample.kept.size).toBe(100);
});

test('of many values a fair share is kept, however often each comes and in whatever order', () => {
  const sample = distinctSample();
  for (let n = 0; n < 200_000; n += 1) sample.add(`value ${n}`, n % 5 === 0 ? hit : undefined);
  for (let n = 0; n < 200_000; n += 1) sample.add('value 7', undefined);
  expect(sample.kept.size).toBeLessThanOrEqual(2048);
  expect(sample.kept.size).toBeGreaterThan(900);
  const share = [...sample.kept.values()].filter((one) => one === hit).length / sample.kept.size;
  expect(share).toBeGreaterThan(0.16);
  expect(share).toBeLessThan(0.24);
});
