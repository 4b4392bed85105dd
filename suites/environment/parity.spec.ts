import { compareWithProduction, measured, mirrorInWords, readParity } from 'gonogo/environment';
import { expect, test } from 'gonogo/test';

const annotation = [
  { type: 'owner', description: 'platform' },
  {
    type: 'impact',
    description: 'A release that works on staging breaks in production, where something is different.',
  },
];
const parity = readParity(process.cwd());

// A check for each reader of parity.yaml: environment/parity/<reader>.
for (const { name } of parity.readers) {
  test(name, { annotation }, async ({ staging }, testInfo) => {
    const place = { staging, projectDir: process.cwd(), env: process.env, now: new Date().toISOString() };
    const mirror = await measured(testInfo, () => compareWithProduction(name, parity, place));
    const { sentence, expected, actual } = mirrorInWords(mirror);
    testInfo.annotations.push({ type: 'expected', description: expected }, { type: 'actual', description: actual });
    expect(mirror.undeclared, sentence).toEqual([]);
    expect(mirror.unused, sentence).toEqual([]);
  });
}
