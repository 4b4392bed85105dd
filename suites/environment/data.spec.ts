import { dataCheckNames, findingsInWords, judgeData, measured, readParity } from 'gonogo/environment';
import { expect, test } from 'gonogo/test';

const annotation = [
  { type: 'owner', description: 'platform' },
  {
    type: 'impact',
    description: 'What is fast and right with this data may be slow and wrong with that of customers.',
  },
];
const parity = readParity(process.cwd());

// A check for each matter that "data" of parity.yaml speaks of: environment/data/<matter>.
for (const name of dataCheckNames(parity)) {
  test(name, { annotation }, async ({ staging }, testInfo) => {
    const place = { staging, projectDir: process.cwd(), env: process.env, now: new Date().toISOString() };
    const { findings, promise } = await measured(testInfo, () => judgeData(name, parity, place));
    expect(findings, findingsInWords(testInfo, promise, findings)).toEqual([]);
  });
}
