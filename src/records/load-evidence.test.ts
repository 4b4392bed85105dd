import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { autocannonLacks, loadEvidence, stockK6Lacks } from './load-evidence.js';
import { latenessOf } from './load-lateness.js';
import { sendableRate } from './sendable-rate.js';

const golden = readFileSync(path.resolve(import.meta.dirname, '../../load/xk6/testdata/evidence.golden'), 'utf8');

test('reads what the k6 extension writes', () => {
  const read = loadEvidence.parse(JSON.parse(golden));
  expect(read).toEqual(JSON.parse(golden));
  expect(read).toMatchObject({ tool: 'k6', complete: true, runners: [{ segment: '0:1', ended: true }] });
});

/** Changes the value at a path of keys; undefined removes it. */
function changed(value: unknown, ...keys: (string | number)[]): unknown {
  const copy: unknown = JSON.parse(golden);
  const last = keys.at(-1) as string;
  const holder = keys.slice(0, -1).reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], copy) as Record<
    string,
    unknown
  >;
  if (!(last in holder)) throw new Error(`the golden file has no ${keys.join('.')}`);
  if (value === undefined) delete holder[last];
  else holder[last] = value;
  return copy;
}

test.each<[string, unknown]>([
  ['without its runners', changed(undefined, 'runners')],
  ['without any runner', changed([], 'runners')],
  ['without its series', changed(undefined, 'series')],
  ['without the version of the extension', changed(undefined, 'extensionVersion')],
  ['without its options', changed(undefined, 'options')],
  ['with sketches too coarse', changed(0.05, 'precision', 'relativeError')],
  ['with a count that its sketch does not hold', changed(7, 'series', 0, 'durations', 'count')],
  ['with a second that was left out', changed([], 'series', 0, 'durations', 'seconds')],
  ['with a limit that its sketch does not hold', changed(7, 'limits', 0, 'samples')],
  ['with an empty bucket spelled as 0', changed([1, 0, 1], 'series', 0, 'durations', 'sketch', 'counts')],
  ['with a status of its own', changed('6xx', 'series', 0, 'status')],
  ['complete, though its runner was killed', changed(false, 'runners', 0, 'ended')],
  ['with a segment that is none', changed('half', 'runners', 0, 'segment')],
  ['with a column that is neither there nor lacking', changed([], 'runners', 0, 'instrument', 'lacks')],
  ['with columns of different lengths', changed([1], 'runners', 0, 'instrument', 'seconds', 'due')],
  ['that says it lacks something', changed(['series'], 'lacks')],
  ['of the former version', changed(1, 'schemaVersion')],
  ['of autocannon, with what only k6 tells', changed('autocannon', 'tool')],
])('refuses a file %s', (_, file) => {
  expect(loadEvidence.safeParse(file).success).toBe(false);
});

test('autocannon says what it lacks, and may not lack less than that', () => {
  const told = JSON.parse(golden) as Record<string, unknown>;
  const lacks: readonly string[] = autocannonLacks;
  const rest = Object.fromEntries(Object.entries(told).filter(([key]) => !lacks.includes(key)));
  expect(loadEvidence.safeParse({ ...rest, tool: 'autocannon', lacks }).success).toBe(true);
  expect(loadEvidence.safeParse({ ...rest, tool: 'autocannon', lacks: lacks.slice(1) }).success).toBe(false);
  expect(loadEvidence.safeParse({ ...rest, tool: 'autocannon', lacks: [] }).success).toBe(false);
});

/** The golden file, as a k6 without the extension would have left it. */
function ofStockK6(changes: object = {}): unknown {
  const lacks: readonly string[] = stockK6Lacks;
  const told = Object.entries(JSON.parse(golden) as object).filter(([key]) => !lacks.includes(key));
  return { ...Object.fromEntries(told), lacks, lateMs: [1, 40], droppedIterations: 0, ...changes };
}

test('a k6 without the extension says what it lacks, all of it, and how late it is known to have been', () => {
  expect(loadEvidence.safeParse(ofStockK6()).success).toBe(true);
  for (const changes of [
    { lacks: [] },
    { lacks: stockK6Lacks.slice(1) },
    { lacks: [...stockK6Lacks, 'series'] },
    { lateMs: undefined },
    { lateMs: [null] },
    { marks: [] },
  ])
    expect(loadEvidence.safeParse(ofStockK6(changes)).success).toBe(false);
});

test('how late a k6 without the extension was, nobody knows where it dropped iterations', () => {
  expect(latenessOf(loadEvidence.parse(ofStockK6()))).toEqual([1, 40]);
  expect(latenessOf(loadEvidence.parse(ofStockK6({ droppedIterations: 1 })))).toBeUndefined();
});

test('what a k6 without the extension could send at most, nobody knows', () => {
  expect(sendableRate(loadEvidence.parse(ofStockK6()))).toBeUndefined();
});
