import { expect, test } from 'vitest';
import { growth, liveGrowth } from './evidence-figures.mjs';

test('memory grows from the second fifth of a run to its last, by what is live', () => {
  const warmUp = [1, 90];
  expect(growth([...warmUp, 50, 60, 0, 0, 0, 0, 75, 70])).toBe(20);
});

test('growth of a run that was too short to look at is unknown', () => {
  expect(growth([1, 2, 3, 4])).toBeUndefined();
});

test('the live heap grows by what the collector left at the end, from where the last share began', () => {
  const collection = (at: number, left: number) =>
    `gc 1 @${at}s 1%: 0.1+2 ms clock, 90->95->${left} MB, 99 MB goal, 1 P\n`;
  const trace = ['time="…"\n', ...[0, 5, 10].map((at) => collection(at, 3)), collection(20, 9), collection(20.5, 7)];
  expect(liveGrowth([...trace, collection(60, 50), collection(97, 13), collection(100, 11)].join(''), 0.8)).toBe(4e6);
  expect(() => liveGrowth('', 0.8)).toThrow('0 collections');
  expect(() => liveGrowth(collection(100, 1), 0.8)).toThrow('too little to tell: 1 collections');
});
