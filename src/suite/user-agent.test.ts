import { expect, test } from 'vitest';
import { userAgentOfTest } from './user-agent.js';

const mark = 'gonogo/1 run/r';

test('names the test before the run’s mark, behind the device', () => {
  const at = { file: '/home/suites/shop/suites/journeys/pay.spec.ts', line: 3 };
  expect(userAgentOfTest(`Pixel ${mark}`, mark, at)).toBe(`Pixel test/journeys/pay.spec.ts:3 ${mark}`);
  expect(userAgentOfTest('Pixel', mark, at)).toBe(`Pixel test/journeys/pay.spec.ts:3 ${mark}`);
  expect(userAgentOfTest('Pixel', mark, { file: 'C:\\shop\\suites\\journeys\\pay.spec.ts', line: 3 })).toBe(
    `Pixel test/journeys/pay.spec.ts:3 ${mark}`,
  );
});

test('leaves a test out whose place cannot stand in a header', () => {
  expect(userAgentOfTest('Pixel', mark, { file: '/shop/suites/tür.spec.ts', line: 3 })).toBe(`Pixel ${mark}`);
});
