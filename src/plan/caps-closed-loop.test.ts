import { expect, test } from 'vitest';
import type { Gathering } from '../records/plan.js';
import { requestsPerClosedLoop } from './caps.js';

const caps = { requestsPerSecond: 500, requests: 1000, minutes: 60 };
const gathering = (tool: Gathering['tool'], estimatedRequests: number): Gathering => ({
  ...{ id: tool, tool, files: ['x'], checks: ['load/x/y'], estimatedSeconds: 1, estimatedRequests },
});

test('closed loops share what the others leave of caps.requests', () => {
  const others = [gathering('playwright', 100), gathering('k6', 599)];
  const loops = [gathering('autocannon', 0), gathering('autocannon', 0)];
  expect(requestsPerClosedLoop(caps, [...others, ...loops])).toBe(150);
  expect(requestsPerClosedLoop(caps, loops.slice(1))).toBe(1000);
});
