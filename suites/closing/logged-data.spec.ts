import { readFile } from 'node:fs/promises';
import { findingsInWords, measured, scanShownTexts } from 'gonogo/environment';
import { expect, test } from 'gonogo/test';

const annotation = [
  { type: 'owner', description: 'platform' },
  { type: 'impact', description: 'Customers are told of in logs, which more people read than any database.' },
];

test('the log tells of made-up people alone', { annotation }, async ({ staging }, testInfo) => {
  const text = await readFile(String(staging.settings['shopLog']), 'utf8');
  const { findings } = await measured(testInfo, () =>
    scanShownTexts([{ kind: "lines of the shop's log", where: 'shop.log', text }]),
  );
  const promise = `Nobody but made-up people is told of in ${text.length} characters of the shop's log.`;
  expect(findings, findingsInWords(testInfo, promise, findings)).toEqual([]);
});
