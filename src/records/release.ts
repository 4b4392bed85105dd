import { z } from 'zod';

/** What a staging says of itself at its release-identity endpoint. Unknown further fields are ignored. */
export const releaseIdentity = z.object({
  version: z.string().min(1),
  commit: z.string().min(1),
  /** The artifact's digest, `sha256:…`. */
  digest: z.string().min(1).optional(),
  replica: z.string().min(1).optional(),
});
export type ReleaseIdentity = z.infer<typeof releaseIdentity>;

/** One look at the identity endpoint through the load balancer. */
export const identityObservation = z.strictObject({
  at: z.iso.datetime(),
  phase: z.enum(['before', 'during', 'after']),
  result: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('answered'), identity: releaseIdentity }),
    z.strictObject({ kind: z.literal('unreachable'), message: z.string() }),
    z.strictObject({ kind: z.literal('refused'), status: z.int(), message: z.string() }),
  ]),
});
export type IdentityObservation = z.infer<typeof identityObservation>;

/** One look at a third party's own health probe. */
export const healthObservation = z.strictObject({
  at: z.iso.datetime(),
  thirdParty: z.string(),
  up: z.boolean(),
  detail: z.string(),
});
export type HealthObservation = z.infer<typeof healthObservation>;

export const requestedRelease = z.strictObject({
  /** A version, a commit (≥ 7 characters of it) or a digest. */
  release: z.string().min(1),
  origin: z.enum(['--release', 'GONOGO_RELEASE', 'CI', 'git HEAD']),
});
export type RequestedRelease = z.infer<typeof requestedRelease>;

/**
 * Is this the release that was asked for: its version, its digest, or its commit? Of a commit either side may know
 * seven characters or more.
 */
export function isRelease(identity: ReleaseIdentity, asked: string): boolean {
  if (identity.version === asked || identity.digest === asked) return true;
  const commits = [identity.commit.toLowerCase(), asked.toLowerCase()];
  if (!commits.every((commit) => /^[0-9a-f]{7,}$/.test(commit))) return false;
  const [shorter = '', longer = ''] = commits.toSorted((a, b) => a.length - b.length);
  return longer.startsWith(shorter);
}
