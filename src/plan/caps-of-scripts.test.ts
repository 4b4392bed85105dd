import { expect, test } from 'vitest';
import type { Gathering } from '../records/plan.js';
import { mostRequestsOf } from './caps.js';

const caps = { requestsPerSecond: 500, requests: 1000, minutes: 60 };
const gathering = (tool: Gathering['tool'], estimatedRequests: number): Gathering => ({
  ...{ id: tool, tool, files: ['x'], checks: ['load/x/y'], estimatedSeconds: 1, estimatedRequests },
});

test('load scripts share what all estimates leave of caps.requests', () => {
  const [tests, k6, loop, other] = [
    gathering('playwright', 100),
    gathering('k6', 590),
    gathering('autocannon', 0),
    gathering('autocannon', 0),
  ] as const;
  const all = [tests, k6, loop, other];
  expect(all.map((one) => mostRequestsOf(one, caps, all)).slice(1)).toEqual([693, 103, 103]);
  expect(mostRequestsOf(loop, caps, [loop])).toBe(1000);
});
