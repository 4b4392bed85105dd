import { expect, it } from 'vitest';
import { explainK6Exit } from './exit-code.js';

it.each([0, 99, 110])('%d: everything was sent, and the evidence says what came of it', (code) => {
  expect(explainK6Exit(code).measured).toBe(true);
});

it.each([1, 97, 98, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 255, null])(
  '%s: could not be measured',
  (code) => {
    expect(explainK6Exit(code).measured).toBe(false);
    expect(explainK6Exit(code).meaning).toMatch(/k6/);
  },
);
