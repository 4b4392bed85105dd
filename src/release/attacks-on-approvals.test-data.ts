import { rmSync, unlinkSync, writeFileSync } from 'node:fs';
import { judgeRun } from '../run-folder/judge.js';
import { bundleFiles } from './bundle.js';
import {
  awaiting,
  edit,
  forge,
  from,
  keys,
  noApprovals,
  otherRun,
  spoilt,
  type Attack,
  type Scene,
} from './guard.test-data.js';
import { approveIn, signInto } from './signed-run.test-data.js';

export const attacksOnApprovals: Attack[] = [
  [
    'nobody says who the author is',
    'author-unknown',
    spoilt((one) => (one.asked = { ...one.asked, author: undefined })),
  ],
  ['no approvals', 'approvals-missing', spoilt(noApprovals)],
  [
    'one approval of two',
    'approvals-missing',
    spoilt((one) => unlinkSync(from(one, `${bundleFiles.approvals}/${keys.ben.id}.dsse.json`))),
  ],
  ['self-approval', 'self-approval', spoilt((one) => (one.asked = { ...one.asked, author: ' BEN ' }))],
  [
    'self-approval under another name',
    'self-approval',
    spoilt((one) => (one.asked = { ...one.asked, author: 'anna@example.org' })),
  ],
  ['a role not held', 'role-not-held', spoilt((one) => approvedBy(one, [keys.anna, keys.cleo]))],
  ['the same person twice', 'same-person-twice', spoilt((one) => approvedBy(one, [keys.anna, keys.annaAtHome]))],
  ['an approval by a stranger', 'approval-not-trusted', spoilt((one) => approvedBy(one, [keys.anna, keys.stranger]))],
  [
    'an approval with the signer’s key',
    'approval-not-trusted',
    spoilt((one) => approvedBy(one, [keys.anna, keys.signer])),
  ],
  [
    'an approval by a revoked key',
    'approval-not-trusted',
    spoilt((one) => (one.rules.revoked = [{ keyId: keys.ben.id, reason: 'lost' }])),
  ],
  ['an approval that ran out', 'approval-expired', spoilt((one) => approveIn(one.dir, keys.ben, one.now))],
  [
    'an approval of other evidence',
    'approval-of-something-else',
    spoilt((one) => approveIn(one.dir, keys.ben, undefined, otherRun('approved'))),
  ],
  ['approvals from before it was judged again', 'approval-of-something-else', spoilt(judgedLater)],
];

const manager = (count: number) => ({ role: 'manager', count });
const security = (count: number) => ({ role: 'security', count });

/** On a verdict that awaits approval. */
export const attacksOnAwaiting: Attack[] = [
  ['an AWAITING-APPROVAL that nobody approved', 'approvals-missing', () => awaiting([manager(1)], [], noApprovals)],
  [
    'a policy that asks for more than the trust file',
    'approvals-missing',
    () => awaiting([manager(2)], [manager(1)], (one) => approvedBy(one, [keys.anna])),
  ],
  [
    'a trust file that asks for more than the policy',
    'approvals-missing',
    () => awaiting([manager(1)], [manager(2)], (one) => approvedBy(one, [keys.anna])),
  ],
  [
    'one person in the policy’s role and in the trust file’s',
    'approvals-missing',
    () => awaiting([security(1)], [manager(1)], (one) => approvedBy(one, [keys.ben])),
  ],
  [
    'approvals in another role than the policy’s',
    'role-not-held',
    () => awaiting([security(1)], [], (one) => approvedBy(one, [keys.anna])),
  ],
  [
    'an AWAITING-APPROVAL of nobody knows whom',
    'author-unknown',
    () => awaiting([manager(1)], [], (one) => (one.asked = { ...one.asked, author: ' ' })),
  ],
  [
    'an AWAITING-APPROVAL that its signer calls GO',
    'judged-otherwise',
    () =>
      awaiting([manager(1)], [], (one) => {
        noApprovals(one);
        forge(one, (same) => ({ ...same, predicate: { ...same.predicate, verdict: 'GO', exitCode: 0 } }));
      }),
  ],
  [
    'a policy that asks for nobody any more',
    'edited-file',
    () =>
      awaiting([manager(1)], [], (one) =>
        edit(one, 'policy.json', (text) => text.replace(/"approvals": \[[^\]]*\]/, '"approvals": []')),
      ),
  ],
  ['a NO-GO that everybody approved', 'not-go', () => awaiting([manager(1)], [], () => undefined, { failing: true })],
];

/** The same run judged and signed anew, ten minutes after it was approved. */
function judgedLater(one: Scene): void {
  const { verdict } = judgeRun(one.dir, '2026-11-20T12:10:00.000Z');
  writeFileSync(from(one, 'verdict.json'), JSON.stringify(verdict, null, 2));
  rmSync(one.ledgerFile);
  signInto(one.dir, keys.signer, one.ledgerFile);
}

function approvedBy(one: Scene, approvers: readonly (typeof keys.anna)[]): void {
  noApprovals(one);
  for (const key of approvers) approveIn(one.dir, key);
}
