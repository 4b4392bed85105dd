import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { EvidenceRecord } from '../records/evidence.js';
import { canonicalJson } from './canonical-json.js';
import { digestOf } from './digest.js';
import { evidenceFiles } from './files.js';
import { readEvidence } from './read.js';
import { openEvidence } from './store.js';

const place = mkdtempSync(path.join(tmpdir(), 'gonogo-evidence-'));
afterAll(() => rmSync(place, { recursive: true }));

const runId = 'run-1';
const plan = 'a'.repeat(64);
const at = '2026-11-20T12:00:00.000Z';
const facts = { name: 'shop', startedAt: at, finishedAt: at, durationMs: 1.5, identityDeclared: false };
let count = 0;

function recordFor(check: string, pages: number, run = runId): EvidenceRecord {
  return {
    schemaVersion: 1,
    runId: run,
    check,
    recordedAt: at,
    measured: { kind: 'derived', pages, findings: [] },
    raw: [],
  };
}

/** A sealed run of two checks, a raw file and an observation; `mischief` is done to its folder. */
function readAfter(mischief: (runDir: string) => void, seal = true) {
  const runDir = path.join(place, `${(count += 1)}`);
  const writer = openEvidence(runDir, runId);
  writeFileSync(path.join(runDir, 'evidence/stream.jsonl'), 'what a tool said\n');
  const raw = [writer.keep('evidence/stream.jsonl')];
  writer.record([{ ...recordFor('journeys/a', 1), raw }, recordFor('journeys/b', 2)]);
  writer.observe({ kind: 'health', health: { at, thirdParty: 'payments', up: false, detail: '503' } });
  if (seal) writer.seal(plan, facts);
  mischief(runDir);
  return readEvidence(runDir, { runId, plan });
}

function edit(file: string, change: (text: string) => string) {
  return (runDir: string): void => {
    const absolute = path.join(runDir, file);
    writeFileSync(absolute, change(readFileSync(absolute, 'utf8')));
  };
}

function lineOf(record: EvidenceRecord): string {
  return `${canonicalJson({ record, sha256: digestOf(record) })}\n`;
}

const { checks, observations, seal } = evidenceFiles;
const codes = ({ problems }: ReturnType<typeof readAfter>): string[] =>
  problems.map((one) => `${one.check} ${one.reasonCode}`);

test('reads back what was written, whatever the order of its lines', () => {
  const whole = readAfter(() => undefined);
  const turned = readAfter(edit(checks, (text) => `${text.trimEnd().split('\n').toReversed().join('\n')}\n`));
  expect(whole.problems).toEqual([]);
  expect([...whole.records.keys()]).toEqual(['journeys/a', 'journeys/b']);
  expect(whole.health).toHaveLength(1);
  expect(whole.facts).toEqual(facts);
  expect(turned.problems).toEqual([]);
  expect(turned.root).toBe(whole.root);
});

const tampering: [string, (runDir: string) => void, string[]][] = [
  ['a removed line', edit(checks, (text) => text.replace(/.*\n/, '')), ['journeys/a evidence-removed']],
  ['a torn last line', edit(checks, (text) => text.slice(0, -40)), ['run unparsable', 'journeys/b evidence-removed']],
  [
    'a changed figure',
    edit(checks, (text) => text.replace('"pages":2', '"pages":3')),
    ['journeys/b evidence-removed', 'run unparsable'],
  ],
  ['a line twice', edit(checks, (text) => text + text.split('\n')[1] + '\n'), ['run duplicate-evidence']],
  ['a second record', edit(checks, (text) => text + lineOf(recordFor('journeys/b', 9))), ['run duplicate-evidence']],
  ['a record too many', edit(checks, (text) => text + lineOf(recordFor('journeys/c', 9))), ['run duplicate-evidence']],
  [
    'a record of another run',
    edit(checks, (text) => text + lineOf(recordFor('journeys/b', 9, 'run-0'))),
    ['run wrong-run'],
  ],
  [
    'a record swapped for one of another run',
    edit(checks, (text) => text.split('\n')[0] + '\n' + lineOf(recordFor('journeys/b', 2, 'run-0'))),
    ['journeys/b evidence-removed', 'run wrong-run'],
  ],
  ['a negative figure', edit(checks, (text) => text + lineOf(recordFor('journeys/c', -1))), ['run invalid-number']],
  [
    'a raw file that is gone',
    (runDir) => rmSync(path.join(runDir, 'evidence/stream.jsonl')),
    ['journeys/a evidence-removed'],
  ],
  [
    'a raw file that was changed',
    edit('evidence/stream.jsonl', (text) => text.toUpperCase()),
    ['journeys/a evidence-removed'],
  ],
  ['a removed observation', edit(observations, () => ''), ['run evidence-removed']],
  [
    'a changed observation',
    edit(observations, (text) => text.replace('503', '200')),
    ['run unparsable', 'run evidence-removed'],
  ],
  [
    'no checks at all',
    (runDir) => rmSync(path.join(runDir, checks)),
    ['run evidence-removed', 'journeys/a evidence-removed', 'journeys/b evidence-removed'],
  ],
  ['no seal', (runDir) => rmSync(path.join(runDir, seal)), ['run evidence-removed']],
  ['a changed seal', edit(seal, (text) => text.replace('shop', 'shed')), ['run evidence-removed']],
  [
    'a seal with another plan',
    edit(seal, (text) => resealed(text, { plan: 'b'.repeat(64) })),
    ['run evidence-removed'],
  ],
];

/** A seal that was changed, and given the digest that fits. */
function resealed(text: string, change: object): string {
  const { record } = JSON.parse(text) as { record: object };
  const changed = { ...record, ...change };
  return `${canonicalJson({ record: changed, sha256: digestOf(changed) })}\n`;
}

test.each(tampering)('sees %s', (_, mischief, expected) => {
  expect(codes(readAfter(mischief)).toSorted()).toEqual(expected.toSorted());
});

test('a forged record, with a digest of its own, never speaks for the sealed one', () => {
  const forged = recordFor('journeys/b', 9);
  const before = readAfter(edit(checks, (text) => lineOf(forged) + text));
  expect(before.records.get('journeys/b')?.measured).toMatchObject({ pages: 2 });
  expect(codes(before)).toEqual(['run duplicate-evidence']);
  const instead = readAfter(edit(checks, (text) => text.split('\n')[0] + '\n' + lineOf(forged)));
  expect(instead.records.has('journeys/b')).toBe(false);
  expect(codes(instead)).toEqual(['journeys/b evidence-removed', 'run duplicate-evidence']);
});

test('the seal of another run is no seal of this one', () => {
  const swapped = readAfter(edit(seal, (text) => resealed(text, { runId: 'run-0' })));
  expect(codes(swapped)).toEqual(['run evidence-removed']);
  expect(swapped.facts).toBeUndefined();
});

test('an outage that was not sealed excuses nothing', () => {
  const health = { at, thirdParty: 'mail', up: false, detail: 'made up' };
  const record = { kind: 'health', health };
  const added = readAfter(
    edit(observations, (text) => `${text}${canonicalJson({ record, sha256: digestOf(record) })}\n`),
  );
  expect(added.health).toEqual([]);
  expect(codes(added)).toEqual(['run evidence-removed']);
});

test('without a seal, two records of one check are nobody’s evidence', () => {
  const doubled = readAfter(
    edit(checks, (text) => text + lineOf(recordFor('journeys/b', 9))),
    false,
  );
  expect([...doubled.records.keys()]).toEqual(['journeys/a']);
  expect(codes(doubled)).toEqual(['run evidence-removed', 'journeys/b duplicate-evidence']);
});

test('refuses to write a check twice, another run’s record, a figure that is none, or a second time into one run', () => {
  const runDir = path.join(place, 'strict');
  const writer = openEvidence(runDir, runId);
  writer.record([recordFor('journeys/a', 1)]);
  expect(() => writer.record([recordFor('journeys/a', 1)])).toThrow('twice');
  expect(() => writer.record([recordFor('journeys/b', 1, 'run-0')])).toThrow('run-0');
  expect(() => writer.record([recordFor('journeys/b', Number.NaN)])).toThrow();
  expect(() => writer.keep('../elsewhere')).toThrow('outside');
  expect(() => openEvidence(runDir, runId)).toThrow('EEXIST');
});

test('takes another run’s record for the check that is kept of it, and no other, when writing and when reading', () => {
  const kept = { 'journeys/a': 'run-0' };
  const runDir = path.join(place, 'kept');
  const writer = openEvidence(runDir, runId, String, kept);
  expect(() => writer.record([recordFor('journeys/a', 1)])).toThrow('run-1');
  expect(() => writer.record([recordFor('journeys/b', 1, 'run-0')])).toThrow('run-0');
  writer.record([recordFor('journeys/a', 1, 'run-0'), recordFor('journeys/b', 1)]);
  writer.observe();
  writer.seal(plan, facts);
  expect(readEvidence(runDir, { runId, plan, kept })).toMatchObject({ problems: [] });
  expect(codes(readEvidence(runDir, { runId, plan }))).toContain('journeys/a evidence-removed');
  const others = readEvidence(runDir, { runId, plan, kept: { 'journeys/a': 'run-x', 'journeys/b': 'run-0' } });
  expect([...others.records.keys()]).toEqual([]);
});

test('writes no secret, and the digest is that of what was written', () => {
  const runDir = path.join(place, 'secret');
  const writer = openEvidence(runDir, runId, (text) => text.replaceAll('hunter2', '[redacted]'));
  const findings = [{ what: 'hunter2', where: '/' }];
  writer.record([{ ...recordFor('journeys/a', 1), measured: { kind: 'derived', pages: 1, findings } }]);
  writer.note({ check: 'run', reasonCode: 'script-threw', message: 'hunter2 again' });
  writer.seal(plan, facts);
  const text = readFileSync(path.join(runDir, checks), 'utf8') + readFileSync(path.join(runDir, seal), 'utf8');
  expect(text).not.toContain('hunter2');
  expect(readEvidence(runDir, { runId, plan }).records.size).toBe(1);
});

test('a killed engine’s torn line takes only itself along', () => {
  const torn = readAfter(
    (runDir) => appendFileSync(path.join(runDir, checks), '{"record":{"check":"journeys/c"'),
    false,
  );
  expect([...torn.records.keys()]).toEqual(['journeys/a', 'journeys/b']);
  expect(codes(torn)).toEqual(['run evidence-removed', 'run unparsable']);
});
