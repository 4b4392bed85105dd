/**
 * Why the guard refuses: one reason, the first in this order. Closed, so that a pipeline can rely on every word. First
 * whether the attestation can be believed, then whether it is about what is released, then whether it holds true of
 * the bundle, then whether it is good enough, then what came after it.
 */
export const refusals = {
  unsigned: 'the bundle has no attestation',
  malformed: 'the envelope is not of the form that gonogo signs',
  'wrong-payload-type': 'the envelope holds something else than an in-toto statement',
  'empty-signatures': 'the envelope has no signature',
  'revoked-key': 'it is signed with a key that the trust file has revoked',
  'unknown-key': 'it is signed with a key that the trust file does not name',
  'expired-key': 'it is signed with a key that is not, or no longer, good',
  'wrong-algorithm': 'the signature is not an Ed25519 signature',
  'bad-signature': 'the signature does not fit what is signed',
  'wrong-statement': 'what is signed is no verdict of gonogo',
  'other-artifact': 'the verdict is about another artifact',
  'other-commit': 'the verdict is about another commit',
  'other-environment': 'it was verified somewhere else',
  'other-policy': 'it was judged by a policy that the trust file does not accept',
  'removed-file': 'a signed file is gone from the bundle',
  'edited-file': 'a signed file is not what was signed',
  'added-file': 'the bundle has evidence that was not signed',
  'judged-otherwise': 'judged again, the bundle does not say what was signed',
  'partial-run': 'only a part of the plan was run',
  'not-go': 'the verdict is not GO',
  'declared-identity': 'staging did not say itself which release it is',
  'profile-too-low': 'less was checked than the trust file asks for',
  'from-the-future': 'it claims a time that has not come yet',
  'too-old': 'it is older than the trust file allows',
  'too-many-waivers': 'more was waived than the trust file allows',
  'ledger-missing': 'there is no ledger, and the trust file asks for one',
  'ledger-broken': 'the ledger is not one unbroken chain',
  'ledger-behind': 'the ledger does not have this run',
  superseded: 'a later run of it was a NO-GO',
  'too-many-attempts': 'it was a NO-GO more often than the trust file allows',
  'author-unknown': 'approvals are asked for, and nobody said who the author is',
  'approval-not-trusted': 'an approval cannot be believed',
  'approval-of-something-else': 'an approval is of other evidence',
  'approval-expired': 'an approval has run out',
  'self-approval': 'the author approved',
  'role-not-held': 'somebody approved without holding the role',
  'same-person-twice': 'one person approved more than once',
  'approvals-missing': 'not enough people have approved',
} as const;
export type RefusalCode = keyof typeof refusals;

/** One reason, and what exactly was found. */
export interface Refusal {
  code: RefusalCode;
  message: string;
}

export function refuse(code: RefusalCode, found: string): Refusal {
  return { code, message: `${refusals[code]}: ${found}` };
}
