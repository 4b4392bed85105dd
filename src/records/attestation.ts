import { z } from 'zod';
import { profile } from './check.js';
import { subject as verdictSubject, verdict, verdictWord } from './verdict.js';

/** sha256 in lower-case hex, as in-toto writes it. */
export const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/, 'not a sha256 in lower-case hex');
/** A whole commit: a shortened one could be many. */
export const gitCommit = z.string().regex(/^([0-9a-f]{40}|[0-9a-f]{64})$/, 'not a whole commit id in lower-case hex');

/** DSSE v1, the outer form of everything that is signed. How many signatures it needs is the reader's law. */
export const envelope = z.strictObject({
  payloadType: z.string(),
  /** Standard base64 with padding. */
  payload: z.string(),
  signatures: z.array(z.strictObject({ keyid: z.string(), sig: z.string() })),
});

/** What a statement is about. */
export const attestedSubject = z.strictObject({
  name: z.string().min(1),
  digest: z.union([z.strictObject({ sha256: sha256Hex }), z.strictObject({ gitCommit })]),
});
export type AttestedSubject = z.infer<typeof attestedSubject>;

export const statementType = 'https://in-toto.io/Statement/v1';
export const verdictPredicateType = 'urn:gonogo:verdict:v1';
export const testResultPredicateType = 'https://in-toto.io/attestation/test-result/v0.1';

/** An in-toto Statement v1 with this predicate. */
export function statementOf<Type extends string, Predicate extends z.ZodType>(type: Type, predicate: Predicate) {
  return z.strictObject({
    _type: z.literal(statementType),
    subject: z.array(attestedSubject).min(1).max(2),
    predicateType: z.literal(type),
    predicate,
  });
}

/** Where a file lies in the bundle: relative, with forward slashes, and never leading out of it. */
const bundlePath = z.string().regex(/^(?!\/)(?!.*(^|\/)\.{0,2}(\/|$))[^\\\0]+$/, 'not a path inside the bundle');

/** `urn:gonogo:verdict:v1`: what was decided of a release, and of which bytes. */
export const verdictPredicate = z.strictObject({
  schemaVersion: z.literal(1),
  gonogo: verdict.shape.gonogo,
  runId: z.string().min(1),
  verdict: verdictWord,
  exitCode: z.int(),
  profile,
  /** Only a part of the plan was run. */
  partial: z.boolean(),
  identity: verdictSubject.shape.identity,
  environment: verdict.shape.target,
  startedAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  judgedAt: z.iso.datetime(),
  waivers: z.int().nonnegative(),
  /** sha256 of the canonical JSON of what the verdict is a function of; `evidence` is the root of all evidence. */
  digests: verdict.shape.digests.unwrap(),
  /** The ledger's head that this run extended, and which try of this artifact or commit it was. Null: no ledger. */
  ledger: z.strictObject({ head: sha256Hex, attempt: z.int().positive() }).nullable(),
  /** Every file that counts: path inside the bundle → sha256 of its bytes. */
  files: z.record(bundlePath, sha256Hex),
});
export const verdictStatement = statementOf(verdictPredicateType, verdictPredicate);
export type VerdictStatement = z.infer<typeof verdictStatement>;

/** in-toto's test-result predicate v0.1. */
export const testResultPredicate = z.strictObject({
  result: z.enum(['PASSED', 'WARNED', 'FAILED']),
  configuration: z.array(z.strictObject({ name: z.string(), digest: z.strictObject({ sha256: sha256Hex }) })).min(1),
  passedTests: z.array(z.string()),
  warnedTests: z.array(z.string()),
  failedTests: z.array(z.string()),
});
export const testResultStatement = statementOf(testResultPredicateType, testResultPredicate);
export type TestResultStatement = z.infer<typeof testResultStatement>;
