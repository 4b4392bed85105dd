import { readFileSync, writeFileSync } from 'node:fs';
import { keys, otherRun, scene, spoilt, type Attack, type Scene } from './guard.test-data.js';
import { finishedRun, signInto } from './signed-run.test-data.js';

export const attacksOnLedger: Attack[] = [
  ['a whole older bundle replayed', 'ledger-behind', spoilt((one) => (one.dir = otherRun('older')))],
  ['no ledger', 'ledger-missing', spoilt((one) => (one.ledger = undefined))],
  ['a ledger that is not there', 'ledger-missing', spoilt((one) => (one.ledger = 'not-there'))],
  ['a bundle that extended no ledger', 'ledger-behind', spoilt((one) => signInto(one.dir, keys.signer))],
  ['an empty ledger', 'ledger-behind', spoilt((one) => writeFileSync(one.ledgerFile, ''))],
  ['a ledger that lost its beginning', 'ledger-broken', () => ledgerEdited((lines) => lines.slice(1))],
  [
    'a ledger with a changed word',
    'ledger-broken',
    () => ledgerEdited(([first = '', ...rest]) => [first.replace('NO-GO', 'GO'), ...rest]),
  ],
  [
    'a torn ledger',
    'ledger-broken',
    () => ledgerEdited((lines) => lines.map((line, index) => (index === lines.length - 1 ? '{' : line))),
  ],
  [
    'a later NO-GO',
    'superseded',
    spoilt((one) => signInto(finishedRun('later', { failing: true }), keys.signer, one.ledgerFile)),
  ],
  [
    'a later NO-GO of another build of the commit',
    'superseded',
    spoilt((one) => {
      const identity = { version: '2', commit: 'c'.repeat(40), digest: `sha256:${'b'.repeat(64)}` };
      signInto(finishedRun('later-build', { failing: true, identity }), keys.signer, one.ledgerFile);
    }),
  ],
  ['a GO after two NO-GOs', 'too-many-attempts', () => scene({}, [{ failing: true }, { failing: true }])],
];

function ledgerEdited(change: (lines: string[]) => string[]): Scene {
  const one = scene({}, [{ failing: true }]);
  const lines = readFileSync(one.ledgerFile, 'utf8').trimEnd().split('\n');
  writeFileSync(one.ledgerFile, `${change(lines).join('\n')}\n`);
  return one;
}
