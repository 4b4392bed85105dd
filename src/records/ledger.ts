import { z } from 'zod';
import { gitCommit, sha256Hex } from './attestation.js';
import { verdictWord } from './verdict.js';

/** A line of the ledger: one signed run. Its own digest is the sha256 of the line, and the next one's `prev`. */
export const ledgerEntry = z.strictObject({
  schemaVersion: z.literal(1),
  /** 64 zeros in the first line. */
  prev: sha256Hex,
  artifact: sha256Hex.nullable(),
  commit: gitCommit.nullable(),
  runId: z.string().min(1),
  verdict: verdictWord,
  judgedAt: z.iso.datetime(),
  /** sha256 of the bytes of `attestation.dsse.json`. */
  attestation: sha256Hex,
});
export type LedgerEntry = z.infer<typeof ledgerEntry>;
