import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { differences, loadConditions, type LoadConditions } from '../records/baseline.js';
import { conditionsOf } from './load-conditions.js';

const scripts = [
  { file: 'rush.k6.ts', tool: 'k6' as const },
  { file: 'busy.autocannon.ts', tool: 'autocannon' as const },
];

function under(segments: number | undefined): LoadConditions[] {
  const dir = mkdtempSync(path.join(tmpdir(), 'gonogo-conditions-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  for (const { file } of scripts) writeFileSync(path.join(dir, file), 'export default 1;');
  const found = conditionsOf(scripts, dir, { profile: 'standard', staging: 'shop', segments, k6: '2.2.0' });
  return [...found.values()].map((one) => loadConditions.parse(JSON.parse(JSON.stringify(one))));
}

test('what was measured by one k6 is as it was before there were several, and compares with no run by several', () => {
  const [alone, saturation] = under(undefined);
  const [inTwo, saturationInTwo] = under(2);
  if (alone === undefined || inTwo === undefined || saturation === undefined || saturationInTwo === undefined)
    throw new Error('two scripts have conditions');
  expect(Object.keys(alone)).toEqual(['profile', 'staging', 'script', 'machine', 'tools']);
  expect(differences(alone, inTwo)).toEqual(['the number of k6 processes was 1, and is 2 now']);
  expect(differences(saturation, saturationInTwo)).toEqual([]);
});
