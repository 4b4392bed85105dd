import { z } from 'zod';
import { statementOf } from './attestation.js';
import { verdict } from './verdict.js';

export const approvalPredicateType = 'urn:gonogo:approval:v1';

/**
 * `approvals/<key id>.dsse.json`: somebody approves exactly this. Who, and in which role, is production's trust file's
 * word and not the approval's own.
 */
export const approvalStatement = statementOf(
  approvalPredicateType,
  z.strictObject({
    schemaVersion: z.literal(1),
    runId: z.string().min(1),
    /** The moment of judging, and all that the verdict is a function of: the root of all evidence, the policy, … */
    judgedAt: z.iso.datetime(),
    digests: verdict.shape.digests.unwrap(),
    approvedAt: z.iso.datetime(),
    /** Exclusive. */
    expires: z.iso.datetime(),
  }),
);
export type ApprovalStatement = z.infer<typeof approvalStatement>;
