import { unlinkSync } from 'node:fs';
import { bundleFiles } from './bundle.js';
import { from, keys, noApprovals, otherRun, spoilt, type Attack, type Scene } from './guard.test-data.js';
import { approveIn } from './signed-run.test-data.js';

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
];

function approvedBy(one: Scene, approvers: readonly (typeof keys.anna)[]): void {
  noApprovals(one);
  for (const key of approvers) approveIn(one.dir, key);
}
