import fc from 'fast-check';
import { expect, test } from 'vitest';
import { sha256 } from '../evidence/digest.js';
import type { LedgerEntry } from '../records/ledger.js';
import { attemptSaid, emptyLedger, ledgerLine, readLedger, runsOf, type Ledger } from './ledger.js';

const [a, b] = ['a'.repeat(64), 'b'.repeat(64)];
const commit = 'c'.repeat(40);

function entry(runId: string, prev: string, change: Partial<LedgerEntry> = {}): LedgerEntry {
  return {
    ...{ schemaVersion: 1, prev, artifact: a, commit, runId, verdict: 'GO', attestation: sha256(runId) },
    judgedAt: '2026-11-20T12:00:00.000Z',
    ...change,
  };
}

/** The text of a ledger, as `gonogo sign` would have written it. */
function ledgerOf(...runs: string[]): string {
  let { head } = emptyLedger;
  return runs
    .map((runId) => {
      const line = ledgerLine(entry(runId, head));
      head = sha256(line.trimEnd());
      return line;
    })
    .join('');
}

const read = (text: string | Buffer): Ledger | { flaw: string } => readLedger(Buffer.from(text));

test('an empty file is an empty ledger, whose first line extends 64 zeros', () => {
  expect(read('')).toEqual(emptyLedger);
  expect(emptyLedger).toEqual({ entries: [], head: '0'.repeat(64) });
});

test('a ledger is read in order, and its head is the digest of its last line without the line’s end', () => {
  const text = ledgerOf('one', 'zwei', 'drei ü');
  const ledger = read(text);
  expect(ledger).toMatchObject({ entries: [{ runId: 'one' }, { runId: 'zwei' }, { runId: 'drei ü' }] });
  expect(ledger).toHaveProperty('head', sha256(text.trimEnd().split('\n')[2]!));
});

const [first, second] = ledgerOf('one', 'two').trimEnd().split('\n') as [string, string];

test.each([
  ['its last line cut off', `${first}\n${second}`, 'line 2 is torn off before its end'],
  ['one line cut off', first.slice(0, 20), 'line 1 is torn off before its end'],
  ['an empty line', `${first}\n\n`, 'line 2: '],
  ['a line of something else', `${first}\n{}\n`, 'line 2: '],
  ['a line that is not UTF-8', Buffer.concat([Buffer.from(`${first}\n`), Buffer.from([0xff, 10])]), 'line 2: '],
  ['its beginning removed', `${second}\n`, 'line 1 does not extend the line before it: something was removed'],
  ['a line doubled', `${first}\n${first}\n`, 'line 2 does not extend the line before it'],
  ['its lines turned round', `${second}\n${first}\n`, 'line 1 does not extend'],
])('a ledger with %s is not read', (_, text, flaw) => {
  expect(read(text)).toEqual({ flaw: expect.stringContaining(flaw) });
});

test('no letter of any line but the last can be changed unseen', () => {
  const text = ledgerOf('one', 'two', 'three');
  const spot = fc.nat(text.lastIndexOf('\n', text.length - 2));
  fc.assert(
    fc.property(spot, fc.constantFrom(...'a0" \n'), (at, letter) => {
      fc.pre(text[at] !== letter);
      expect(read(`${text.slice(0, at)}${letter}${text.slice(at + 1)}`)).toHaveProperty('flaw');
    }),
    { numRuns: 500 },
  );
});

test.each<[string, Parameters<typeof runsOf>[0], Partial<LedgerEntry>, boolean]>([
  ['of the same artifact and commit', { artifact: a, commit }, {}, true],
  ['of another build of the commit', { artifact: b, commit }, {}, true],
  ['of the same artifact, called another commit', { artifact: a, commit: 'd'.repeat(40) }, {}, true],
  ['of another artifact and commit', { artifact: b, commit: 'd'.repeat(40) }, {}, false],
  ['of an artifact, where only the commit is known', { artifact: null, commit }, {}, true],
  ['of a commit, where only the artifact is known', { artifact: a, commit: null }, {}, true],
  ['of nothing known, by the artifact', { artifact: null, commit: 'd'.repeat(40) }, { artifact: null }, false],
  ['of nothing known, by the commit', { artifact: b, commit: null }, { commit: null }, false],
])('an earlier run %s counts: %s', (_, of, change, counts) => {
  const entries = [entry('one', emptyLedger.head, change)];
  expect(runsOf(of, entries)).toEqual(counts ? entries : []);
});

test('which attempt it is, and what came of those before, is said in order', () => {
  const verdicts = ['NO-GO', 'INCONCLUSIVE'] as const;
  expect(attemptSaid([])).toBe('attempt 1');
  expect(attemptSaid(verdicts.map((verdict) => entry('x', a, { verdict })))).toBe(
    'attempt 3; earlier: NO-GO, INCONCLUSIVE',
  );
});
