import { z } from 'zod';

/** Addresses are shown everywhere, so they hold no credentials. */
const httpUrl = z
  .url({ protocol: /^https?$/ })
  .refine((url) => !hasCredentials(url), 'an address without user and password: those belong into "access"');

function hasCredentials(url: string): boolean {
  return URL.canParse(url) && (new URL(url).username !== '' || new URL(url).password !== '');
}

/** A third party's sandbox as staging uses it. */
export const thirdParty = z.strictObject({
  url: httpUrl,
  /** Answers 2xx while the third party itself is up, whatever state the product is in. */
  health: httpUrl,
  /** What suites need besides, such as a webhook's signing secret of the sandbox or its SMTP address. */
  settings: z.record(z.string(), z.string()).default({}),
});

/**
 * Where a staging environment is: printed as one JSON line by whatever starts it, kept in `.gonogo/staging.json`,
 * read by the engine and by fixtures. Also what `--staging <file>` takes.
 */
export const staging = z.strictObject({
  schemaVersion: z.literal(1),
  target: httpUrl,
  /** The login wall's credentials (HTTP basic). */
  access: z.strictObject({ username: z.string().min(1), password: z.string().min(1) }).optional(),
  thirdParties: z.record(z.string().regex(/^[a-z0-9-]+$/), thirdParty).default({}),
  /** PostgreSQL connection string, for checks that look into the data. */
  database: z.string().optional(),
  /** Where it tells in Prometheus' text format what its processes use. With the wall's credentials, where it is at the target. */
  metrics: z
    .strictObject({
      /** Of each process its own, or one behind which several answer in turn. */
      urls: z.array(httpUrl).min(1),
      /** The header's value, where it is another: `Bearer …`. */
      authorization: z.string().min(1).optional(),
      /** How many processes there are. Absent: as many as addresses. */
      processes: z.int().positive().max(100).optional(),
    })
    .optional(),
  /** The process that a SIGINT stops, and when it was up: a file of a dead process is ignored with a word. */
  pid: z.int().positive().optional(),
  startedAt: z.iso.datetime().optional(),
  /** Values suites need that are neither of the above (an admin's address, a metrics token). */
  settings: z.record(z.string(), z.string()).default({}),
});
export type Staging = z.infer<typeof staging>;
