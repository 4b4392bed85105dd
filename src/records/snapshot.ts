import { z } from 'zod';
import { dataProfile } from './likeness.js';

/** What a fact is about. Closed: every kind has its rule of risk. */
export const factKind = z.enum([
  // PostgreSQL
  'server-version',
  'setting',
  'extension',
  'schema',
  'table',
  'column',
  'index',
  'constraint',
  'migration',
  'role',
  // Packages, each compared by its own kind's rules
  'npm-package',
  'debian-package',
  'package',
  // Manifests
  'image',
  'replicas',
  'resource',
  'container-variable',
  // The rest
  'environment-variable',
  'feature-flag',
  'header',
  'cookie',
  'tls',
  'cron-job',
  'queue',
  'fact',
]);
export type FactKind = z.infer<typeof factKind>;

/** One thing that is true of a side: `column public.orders.email` is `text NOT NULL`. */
export const fact = z.strictObject({
  kind: factKind,
  subject: z.string().min(1).max(1000),
  /** Never a secret: those are HMACs, under a key that both sides are given. */
  value: z.union([z.string().max(20_000), z.number(), z.boolean()]),
});
export type Fact = z.infer<typeof fact>;

/** Names a reader in parity.yaml, and begins the ids of its differences. */
export const readerName = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'lower-case words and digits joined by "-"');

/** What one side was at a moment: written by `gonogo snapshot`, so that comparing never has to touch production. */
export const snapshot = z.strictObject({
  schemaVersion: z.literal(1),
  takenAt: z.iso.datetime(),
  /** Tells HMAC keys apart without telling them. Absent: no key was given. */
  keyId: z.string().optional(),
  readers: z
    .array(
      z.strictObject({
        name: readerName,
        /** How many facts follow: fewer are half a snapshot. */
        count: z.int().nonnegative(),
        facts: z.array(fact),
      }),
    )
    .min(1),
  /** Absent: parity.yaml had no `data`. */
  data: dataProfile.optional(),
});
export type Snapshot = z.infer<typeof snapshot>;
