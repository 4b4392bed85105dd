import { z } from 'zod';
import { sha256Hex, statementOf } from './attestation.js';

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
    /** The root of all evidence, and the digest of the policy. */
    evidence: sha256Hex,
    policy: sha256Hex,
    approvedAt: z.iso.datetime(),
    /** Exclusive. */
    expires: z.iso.datetime(),
  }),
);
export type ApprovalStatement = z.infer<typeof approvalStatement>;
