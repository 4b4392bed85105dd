import { z } from 'zod';
import { sha256Hex } from './attestation.js';
import { profile } from './check.js';

const moment = z.iso.datetime({ offset: true });

const key = z
  .strictObject({
    keyId: sha256Hex.describe("sha256 of the public key's SPKI DER, in hex"),
    publicKey: z.string().startsWith('-----BEGIN PUBLIC KEY-----').describe('SPKI as PEM'),
    notBefore: moment.optional().describe("the key is good from this moment on, by the guard's clock"),
    notAfter: moment.optional().describe('the key is good until this moment, which is no longer in it'),
  })
  .describe('an Ed25519 public key, as "gonogo keys new" prints it');
export type KeyEntry = z.infer<typeof key>;

const person = z.strictObject({
  name: z.string().min(1),
  aliases: z
    .array(z.string().min(1))
    .default([])
    .describe('other names that --author may know this person by: an e-mail address, a login'),
  roles: z.array(z.string().min(1)).min(1),
  keys: z.array(key).min(1),
});
export type Person = z.infer<typeof person>;

/** `trust.json`: whom and what production believes. It lives with production, never with the candidate. */
export const trustFile = z.strictObject({
  $schema: z.string().optional(),
  version: z.literal(1),
  signers: z.array(key).min(1).describe("who may sign verdicts: the pipeline's signing step"),
  revoked: z
    .array(z.strictObject({ keyId: sha256Hex, reason: z.string().min(1) }))
    .default([])
    .describe('keys that are no longer believed, whenever they signed'),
  people: z.array(person).default([]).describe('who may approve, and in which role'),
  policies: z
    .array(sha256Hex)
    .min(1)
    .describe('the policies that may decide: digests.policy of a verdict, or the last line of "gonogo explain"'),
  environment: z
    .strictObject({ name: z.string().min(1), url: z.string().optional() })
    .describe("where it must have been verified: the target's name, and its address where that never changes"),
  leastProfile: profile.default('standard'),
  maxAgeHours: z.number().positive().default(24).describe('how old the start of the run may be'),
  maxWaivers: z.int().nonnegative().default(0),
  approvals: z
    .array(z.strictObject({ role: z.string().min(1), count: z.int().positive().max(100).default(1) }))
    .default([])
    .describe('so many people in each role; each person counts once in all'),
  ledger: z
    .strictObject({
      required: z.boolean().default(false),
      maxNoGosBefore: z
        .int()
        .nonnegative()
        .default(1)
        .describe('how many NO-GOs of this artifact or commit may go before its GO'),
    })
    .default({ required: false, maxNoGosBefore: 1 }),
  declaredIdentity: z
    .boolean()
    .default(false)
    .describe('takes a release of which only the config, and not staging itself, said what it is'),
});
export type TrustFile = z.infer<typeof trustFile>;
