import { expect, test } from 'vitest';
import { figure } from './figure.js';

test.each([
  [1234.56789, 1234.57],
  [0.000012345678, 0.0000123457],
  [-2 / 3, -0.666667],
  [1.5, 1.5],
  [1234567.4, 1234570],
  [12345678, 12345678],
  [0, 0],
])('%d is told as %d', (value, told) => {
  expect(figure(value)).toBe(told);
});
