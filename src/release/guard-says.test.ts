import { appendFileSync, readFileSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { sha256 } from '../evidence/digest.js';
import type { LedgerEntry } from '../records/ledger.js';
import { judgeRun } from '../run-folder/judge.js';
import { bundleFiles, bundleIn, filesThatCount } from './bundle.js';
import { asked, awaiting, copy, edit, forge, from, keys, noApprovals, scene, type Scene } from './guard.test-data.js';
import { emptyLedger, ledgerLine } from './ledger.js';
import { refusals, refuse } from './refusal.js';
import { approveIn, artifact, at, commit, finishedRun, place, signInto } from './signed-run.test-data.js';

afterAll(() => rmSync(place, { recursive: true }));

/** What the guard says, word for word. */
function says(one: Scene): string {
  const answer = asked(one);
  return 'code' in answer ? `${answer.code}, ${answer.message}` : answer.said;
}

/** Of a copy of the good bundle, run-1, that was changed so. */
function ofCopy(change: (one: Scene) => unknown): string {
  const one = copy();
  change(one);
  return says(one);
}

const go = `GO (standard) of run run-1, judged at ${at}`;

test('a refusal is its reason and what was found', () => {
  expect(refuse('superseded', 'run 7')).toEqual({
    code: 'superseded',
    message: 'a later run of it was a NO-GO: run 7',
  });
  expect(new Set(Object.values(refusals)).size).toBe(Object.keys(refusals).length);
});

test('a release says what it is released for: the verdict, who approved, and which attempt it was', () => {
  expect(says(copy())).toBe(`${go}, approved by Anna, Ben, attempt 1`);
  expect(ofCopy((one) => (one.rules.approvals = []))).toBe(`${go}, attempt 1`);
  expect(ofCopy((one) => Object.assign(one, { ledger: undefined, rules: { ...one.rules, ledger: {} } }))).toBe(
    `${go}, approved by Anna, Ben`,
  );
});

test('where nobody is asked to approve, nobody needs to know who the author is', () => {
  const asked = { artifact, commit, author: undefined };
  expect(ofCopy((one) => Object.assign(one, { asked, rules: { ...one.rules, approvals: [] } }))).toBe(
    `${go}, attempt 1`,
  );
});

test.each<[(one: Scene) => unknown, string]>([
  [
    (one) => unlinkSync(from(one, bundleFiles.attestation)),
    'unsigned, the bundle has no attestation: it has no attestation.dsse.json',
  ],
  [
    (one) => unlinkSync(from(one, 'evidence/raw.jsonl')),
    'removed-file, a signed file is gone from the bundle: evidence/raw.jsonl',
  ],
  [
    (one) => edit(one, 'plan.json', (text) => `${text} `),
    'edited-file, a signed file is not what was signed: plan.json',
  ],
  [
    (one) => writeFileSync(from(one, 'evidence/more'), ''),
    'added-file, the bundle has evidence that was not signed: evidence/more',
  ],
  [
    (one) => symlinkSync('seal.json', from(one, 'evidence/link')),
    'added-file, the bundle has evidence that was not signed: evidence/link',
  ],
  [
    (one) => forge(one, (same) => ({ ...same, predicate: { ...same.predicate, startedAt: at.replace('12', '13') } })),
    'judged-otherwise, judged again, the bundle does not say what was signed: GO, signed was GO of run run-1',
  ],
  [
    (one) => (one.asked = { ...one.asked, author: undefined }),
    'author-unknown, approvals are asked for, and nobody said who the author is: say it with --author, so that nobody approves their own change',
  ],
  [
    (one) => (one.ledger = undefined),
    'ledger-missing, there is no ledger, and the trust file asks for one: name it with --ledger',
  ],
  [
    (one) => Object.assign(one, { ledger: 'not-there', rules: { ...one.rules, ledger: {} } }),
    'ledger-missing, there is no ledger, and the trust file asks for one: the file that --ledger names cannot be read',
  ],
  [
    (one) => appendFileSync(one.ledgerFile, '{'),
    'ledger-broken, the ledger is not one unbroken chain: line 2 is torn off before its end',
  ],
  [
    (one) => writeFileSync(one.ledgerFile, ''),
    'ledger-behind, the ledger does not have this run: no line of it is about run run-1',
  ],
  [
    (one) => signInto(finishedRun('was-later', { failing: true }), keys.signer, one.ledgerFile),
    `superseded, a later run of it was a NO-GO: run was-later, judged at ${at}`,
  ],
])('a refusal names what was found: %#', (change, message) => {
  expect(ofCopy(change)).toBe(message);
});

test('a verdict of other words than the signed ones is refused with both', () => {
  const one = copy();
  edit(one, 'verdict.json', (text) => text.replace('"headline": "GO', '"headline": "GO, GO'));
  const files = filesThatCount(bundleIn(one.dir, judgeRun));
  forge(one, (same) => ({ ...same, predicate: { ...same.predicate, files } }));
  expect(says(one)).toMatch(
    /^judged-otherwise, .*: Judged again, the run says: GO .*\nIts verdict\.json says: GO, GO /,
  );
});

test('a signer that names an artifact which staging did not is refused: there was nothing to be bound to', () => {
  const one = copy();
  const dir = finishedRun('nameless', { identity: { version: '2', commit: commit.slice(0, 7) } });
  const files = filesThatCount(bundleIn(dir, judgeRun));
  forge(one, (same) => ({ ...same, predicate: { ...same.predicate, files } }));
  writeFileSync(`${dir}/${bundleFiles.attestation}`, readFileSync(from(one, bundleFiles.attestation)));
  expect(says({ ...one, dir })).toMatch(/^judged-otherwise, .*: nothing, signed was GO of run run-1$/);
});

test('more attempts than the trust file allows are told; what was no NO-GO is none of them', () => {
  const twice = scene({}, [{ failing: true }, { failing: true }]);
  expect(says(twice)).toMatch(/^too-many-attempts, .*: attempt 3; earlier: NO-GO, NO-GO; 1 NO-GO may go before$/);
  expect(says({ ...twice, rules: { ...twice.rules, ledger: { required: true, maxNoGosBefore: 2 } } })).toMatch(/^GO /);
  const once = scene({}, [{ plan: { partial: true } }, { failing: true }]);
  expect(says(once)).toMatch(/, attempt 3; earlier: INCONCLUSIVE, NO-GO$/);
  expect(says({ ...once, rules: { ...once.rules, ledger: { required: true, maxNoGosBefore: 0 } } })).toMatch(
    /^too-many-attempts, /,
  );
});

test.each([
  ['another head than the line before it', { head: artifact, attempt: 1 }],
  ['an earlier attempt', { head: emptyLedger.head, attempt: 2 }],
  ['no ledger at all', null],
])('a signer and a ledger that disagree are refused: signed was %s', (_, ledger) => {
  const one = copy();
  forge(one, (same) => ({ ...same, predicate: { ...same.predicate, ledger } }));
  const entry: LedgerEntry = {
    ...{ schemaVersion: 1, prev: emptyLedger.head, artifact, commit, runId: 'run-1', verdict: 'GO', judgedAt: at },
    attestation: sha256(readFileSync(from(one, bundleFiles.attestation))),
  };
  writeFileSync(one.ledgerFile, ledgerLine(entry));
  expect(says(one)).toMatch(/^ledger-broken, .*: run run-1 did not extend the line before its own$/);
});

test('approvals that are missing are told by role, and the first that does not count by its own reason', () => {
  const managers = [{ role: 'manager', count: 2 }];
  const asking = awaiting(managers, [], noApprovals);
  expect(says(asking)).toMatch(/^approvals-missing, .*: 2 × manager \(asked: 2 × manager\)$/);
  approveIn(asking.dir, keys.cleo);
  expect(says(asking)).toBe('role-not-held, somebody approved without holding the role: Cleo is guest');
});
