import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { quarantineOf, waiverOf } from '../policy/excepted.test-data.js';
import { policy as policySchema } from '../records/policy.js';
import { at, finishedRun, place } from '../release/signed-run.test-data.js';
import { judgeRun } from './judge.js';

afterAll(() => rmSync(place, { recursive: true }));

let runs = 0;
const policy = policySchema.parse({ version: 1, quarantine: { atMost: 1 } });

function judged(
  given: Parameters<typeof finishedRun>[1],
  spoil: (file: (name: string) => string) => void = () => undefined,
) {
  runs += 1;
  const dir = finishedRun(`excepted-${runs}`, { policy, ...given });
  spoil((name) => path.join(dir, name));
  const { verdict, reasons, waivers, quarantine } = judgeRun(dir, at).verdict;
  return { verdict, reasons: reasons.map(({ reasonCode }) => reasonCode), listed: waivers.length + quarantine.length };
}

const waivers = [waiverOf({ check: 'journeys/b' })];
const quarantine = [quarantineOf({ check: 'journeys/b' })];

test('a failure that is waived, or in quarantine, is a GO; judged again it is the same', () => {
  expect(judged({ failing: true, waivers })).toEqual({ verdict: 'GO', reasons: [], listed: 1 });
  expect(judged({ failing: true, quarantine })).toEqual({ verdict: 'GO', reasons: [], listed: 1 });
  expect(judged({ failing: true })).toMatchObject({ verdict: 'NO-GO' });
});

test.each<[string, (file: string) => void]>([
  ['is gone', (file) => rmSync(file)],
  ['is empty', (file) => writeFileSync(file, '')],
  ['is cut', (file) => writeFileSync(file, readFileSync(file, 'utf8').slice(0, -4))],
  ['lists nothing', (file) => writeFileSync(file, '[]')],
  ['says null', (file) => writeFileSync(file, 'null')],
  ['has an entry more', (file) => writeFileSync(file, JSON.stringify([...JSON.parse(readFileSync(file, 'utf8')), {}]))],
  ['says something else', (file) => writeFileSync(file, readFileSync(file, 'utf8').replace('anna', 'cleo'))],
])('none of it counts, and the run is no GO, where the file %s', (_, spoil) => {
  expect(judged({ failing: true, waivers }, (file) => spoil(file('waivers.json')))).toMatchObject({
    ...{ verdict: 'NO-GO', reasons: ['assertion-failed', 'configuration'], listed: 0 },
  });
  expect(judged({ failing: true, quarantine }, (file) => spoil(file('quarantine.json')))).toMatchObject({
    ...{ verdict: 'NO-GO', reasons: ['assertion-failed', 'configuration'], listed: 0 },
  });
});

test('waivers that were added after the plan do not count', () => {
  const add = (file: (name: string) => string) => writeFileSync(file('waivers.json'), JSON.stringify(waivers));
  expect(judged({ failing: true }, add)).toMatchObject({ verdict: 'NO-GO', listed: 0 });
  expect(judged({}, add)).toMatchObject({ verdict: 'INCONCLUSIVE', reasons: ['configuration'] });
});

test('a run that was given none, and whose empty lists are gone, is no GO either', () => {
  expect(judged({}, (file) => rmSync(file('quarantine.json')))).toMatchObject({ verdict: 'INCONCLUSIVE' });
});
