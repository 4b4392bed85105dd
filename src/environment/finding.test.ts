import { expect, test } from 'vitest';
import { findingsInWords, type Finding } from './finding.js';
import type { Annotated } from './measured.js';

const finding = (what: string): Finding => ({ what, expected: 'a wall', actual: 'none', advice: 'Build one.' });
const said = (findings: Finding[]) => {
  const testInfo: Annotated = { annotations: [] };
  return { sentence: findingsInWords(testInfo, 'All is walled.', findings), annotations: testInfo.annotations };
};

test('says the promise where nothing was found', () => {
  expect(said([])).toEqual({
    sentence: 'All is walled.',
    annotations: [
      { type: 'expected', description: 'All is walled.' },
      { type: 'actual', description: 'All is walled.' },
    ],
  });
});

test('says the first finding in a sentence, and the first five with what to do', () => {
  const { sentence, annotations } = said(['/1', '/2', '/3', '/4', '/5', '/6', '/7'].map(finding));
  expect(sentence).toBe('/1. Expected: a wall; found: none. And 6 more.');
  expect(annotations[0]).toEqual({ type: 'expected', description: 'a wall' });
  expect(annotations[1]?.description).toMatch(/^\/1: none\. Build one\. .*\/5: none\. Build one\. And 2 more\.$/);
  expect(said([finding('/1')]).sentence).toBe('/1. Expected: a wall; found: none.');
});
