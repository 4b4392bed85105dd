import { expect, test } from 'vitest';
import { segmentArguments } from './segment.js';

test.each([
  [1, 2, '0:1/2', '0,1/2,1'],
  [2, 2, '1/2:1', '0,1/2,1'],
  [1, 3, '0:1/3', '0,1/3,2/3,1'],
  [2, 3, '1/3:2/3', '0,1/3,2/3,1'],
  [4, 4, '3/4:1', '0,1/4,2/4,3/4,1'],
])('segment %d of %d is %s in the sequence %s', (nth, of, segment, sequence) => {
  expect(segmentArguments({ nth, of })).toEqual([
    ...['--execution-segment', segment],
    ...['--execution-segment-sequence', sequence],
  ]);
});
