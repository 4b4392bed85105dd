import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { sha256 } from '../evidence/digest.js';
import { testResultStatement, verdictStatement } from '../records/attestation.js';
import { policy as policySchema } from '../records/policy.js';
import { UsageError } from '../records/usage-error.js';
import { judgeRun } from '../run-folder/judge.js';
import { bundleFiles, bundleIn } from './bundle.js';
import { emptyLedger, readLedger } from './ledger.js';
import { sign } from './sign.js';
import { artifact, commit, finishedRun, place, signInto } from './signed-run.test-data.js';
import { newTestKey } from './signing-key.test-data.js';

afterAll(() => rmSync(place, { recursive: true }));
const key = newTestKey();
const signing = (dir: string) => sign(bundleIn(dir, judgeRun), key, undefined);

function payloadIn(dir: string, file: string): unknown {
  const { payload } = JSON.parse(readFileSync(path.join(dir, file), 'utf8')) as { payload: string };
  return JSON.parse(Buffer.from(payload, 'base64').toString());
}

test('the summary names the artifact, the commit and every file that counts; the unsigned statement is the same', () => {
  const dir = finishedRun('summary');
  signInto(dir, key);
  const statement = verdictStatement.parse(payloadIn(dir, bundleFiles.attestation));
  expect(statement.subject.map(({ digest }) => digest)).toEqual([{ sha256: artifact }, { gitCommit: commit }]);
  expect(Object.keys(statement.predicate.files)).toEqual([
    ...['evidence/checks.jsonl', 'evidence/observations.jsonl', 'evidence/raw.jsonl', 'evidence/seal.json'],
    ...['plan.json', 'policy.json', 'quarantine.json', 'verdict.json', 'waivers.json'],
  ]);
  expect(JSON.parse(readFileSync(path.join(dir, bundleFiles.statement), 'utf8'))).toEqual(statement);
});

test('a stage passes where its checks did, in in-toto’s words; what keeps the whole run from a GO fails every stage', () => {
  const results = (dir: string) => {
    signInto(dir, key);
    return ['environment', 'journeys'].map(
      (stage) => testResultStatement.parse(payloadIn(dir, bundleFiles.stage(stage))).predicate,
    );
  };
  expect(results(finishedRun('good')).map(({ result }) => result)).toEqual(['PASSED', 'PASSED']);
  const [environment, journeys] = results(finishedRun('bad', { failing: true }));
  expect(environment?.result).toBe('PASSED');
  expect(journeys).toMatchObject({ result: 'FAILED', passedTests: ['journeys/a'], failedTests: ['journeys/b'] });
  expect(results(finishedRun('partial', { plan: { partial: true } })).map(({ result }) => result)).toEqual([
    'FAILED',
    'FAILED',
  ]);
});

test('a verdict that awaits approval is signed as what it is, and each of its stages has passed', () => {
  const asking = policySchema.parse({ version: 1, approvals: [{ role: 'manager' }] });
  const dir = finishedRun('awaiting', { policy: asking });
  expect(signing(dir).said).toContain('signed AWAITING-APPROVAL of run awaiting');
  signInto(dir, key);
  const { predicate } = verdictStatement.parse(payloadIn(dir, bundleFiles.attestation));
  expect(predicate).toMatchObject({ verdict: 'AWAITING-APPROVAL', exitCode: 5 });
  for (const stage of ['environment', 'journeys'])
    expect(testResultStatement.parse(payloadIn(dir, bundleFiles.stage(stage))).predicate.result).toBe('PASSED');
});

test('a run without one artifact or whole commit has nothing to be bound to', () => {
  const dir = finishedRun('nobody', { identity: { version: '2', commit: 'ccccccc' } });
  expect(() => signing(dir)).toThrow(UsageError);
  expect(() => signing(dir)).toThrow(
    "Run nobody has nothing to be bound to: staging named neither the artifact's digest (sha256:…) nor a whole commit.",
  );
});

test.each([
  ['verdict.json', (text: string) => text.replace('"GO"', '"NO-GO"')],
  ['verdict.json', (text: string) => text.replace('{', '{"runId":"x",')],
  ['plan.json', (text: string) => text.replace('"partial": false', '"partial": true')],
  ['evidence/checks.jsonl', (text: string) => text.slice(1)],
])('a run is not signed once its %s was changed', (file, change) => {
  const dir = finishedRun(`changed-${Math.random()}`);
  expect(signing(dir).said).toContain('signed GO');
  writeFileSync(path.join(dir, file), change(readFileSync(path.join(dir, file), 'utf8')));
  expect(() => signing(dir)).toThrow(UsageError);
});

test('a run that came to no judgement is not signed', () => {
  const dir = finishedRun('unfinished');
  const file = path.join(dir, 'verdict.json');
  const verdict = JSON.parse(readFileSync(file, 'utf8')) as object;
  writeFileSync(file, JSON.stringify({ ...verdict, digests: null }));
  expect(() => signing(dir)).toThrow('nothing to sign');
});

test('the ledger gets one line for each signed run, whatever its verdict, and says which attempt it was', () => {
  const file = path.join(place, 'ledger.jsonl');
  const draft = { failing: true };
  signInto(finishedRun('first', draft), key, file);
  const second = finishedRun('second');
  signInto(second, key, file);
  const ledger = readLedger(readFileSync(file));
  if ('flaw' in ledger) throw new Error(ledger.flaw);
  expect(ledger.entries.map(({ verdict, runId }) => [runId, verdict])).toEqual([
    ['first', 'NO-GO'],
    ['second', 'GO'],
  ]);
  expect(verdictStatement.parse(payloadIn(second, bundleFiles.attestation)).predicate.ledger?.attempt).toBe(2);
  expect(() => signInto(second, key, file)).toThrow('recorded once');
});

test('signing says what was signed, with which key, and with a ledger which attempt it was', () => {
  const bundle = bundleIn(finishedRun('said', { failing: true }), judgeRun);
  expect(sign(bundle, key, undefined)).toMatchObject({
    entry: undefined,
    said: `signed NO-GO of run said, with key ${key.id}`,
  });
  const { said, entry, files } = sign(bundle, key, emptyLedger);
  expect(said).toBe(`signed NO-GO of run said, attempt 1, with key ${key.id}`);
  const attestation = files.get(bundleFiles.attestation)!;
  const judgedAt = '2026-11-20T12:00:00.000Z';
  expect(entry).toEqual({
    ...{ schemaVersion: 1, prev: emptyLedger.head, artifact, commit, runId: 'said', verdict: 'NO-GO', judgedAt },
    attestation: sha256(attestation),
  });
  // Whoever sees the attestation can rely on all the rest being there.
  expect([...files.keys()].at(-1)).toBe(bundleFiles.attestation);
  expect(files.get(bundleFiles.statement)).toMatch(/^\{.*\}\n$/);
});

test('what other artifacts went through is no attempt of this one', () => {
  const ledgerFile = path.join(place, 'others.jsonl');
  const identity = { version: '3', commit: 'e'.repeat(40), digest: `sha256:${'e'.repeat(64)}` };
  const requested = { release: '3', origin: 'CI' as const };
  signInto(finishedRun('another', { identity, plan: { requested } }), key, ledgerFile);
  const ledger = readLedger(readFileSync(ledgerFile));
  if ('flaw' in ledger) throw new Error(ledger.flaw);
  expect(sign(bundleIn(finishedRun('this'), judgeRun), key, ledger).said).toContain(', attempt 1, ');
});

test.each<[string, (text: string) => string, RegExp]>([
  ['is no JSON', () => '{', /^verdict\.json is not of this version of gonogo: ./],
  ['has a word that nobody knows', (text) => text.replace('{', '{"x":1,'), /not of this version of gonogo: .*"x"/],
  [
    'says something else than the evidence',
    (text) => text.replace('"headline": "GO', '"headline": "GO, GO'),
    /^Judged again, the run says: GO \(.*\nIts verdict\.json says: GO, GO \(.*\nThe files were changed since, or another/,
  ],
])('a run whose verdict.json %s is not signed, and it is said why', (title, change, message) => {
  const dir = finishedRun(`said-${title.replaceAll(/[^a-z]/g, '-')}`);
  const file = path.join(dir, 'verdict.json');
  writeFileSync(file, change(readFileSync(file, 'utf8')));
  expect(() => signing(dir)).toThrow(UsageError);
  expect(() => signing(dir)).toThrow(message);
});

test('a folder without a verdict is no run', () => {
  const dir = finishedRun('emptied');
  rmSync(path.join(dir, 'verdict.json'));
  expect(() => signing(dir)).toThrow(/^The run has no verdict\.json: is this the folder of a run\?$/);
});
