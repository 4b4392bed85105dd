import { z } from 'zod';
import { likeness } from './likeness.js';
import { readerName } from './snapshot.js';

/** What is read, and how. One file of `src/environment/parity/readers/` each. */
export const readerKind = z.enum([
  'postgres',
  'http',
  'lockfile',
  'sbom',
  'manifests',
  'variables',
  'flags',
  'headers',
  'tls',
  'schedule',
]);
export type ReaderKind = z.infer<typeof readerKind>;

/** From the worst. */
export const risk = z.enum(['high', 'medium', 'low']);
export type Risk = z.infer<typeof risk>;

const words = z.string().trim().min(1, 'empty: say it in words');

/** A file, an address or a connection string, with `${staging.…}` and `${env.NAME}` filled in. Several: read as one. */
const source = z.union([words, z.array(words).min(1)]);

const configuredReader = z.strictObject({
  name: readerName,
  kind: readerKind,
  /** Where staging is read. */
  staging: source,
  /** Where `gonogo snapshot` reads production. Absent: the snapshot comes from elsewhere. */
  production: source.optional(),
  /** The `authorization` header for addresses, such as `Bearer ${env.TOKEN}`. */
  authorization: z.strictObject({ staging: words.optional(), production: words.optional() }).default({}),
});
export type ConfiguredReader = z.infer<typeof configuredReader>;

/** A difference that is meant. */
const allowance = z.strictObject({
  /** Ids of differences, `<reader>/<kind>/<subject>`: `*` within a part, `**` across. */
  difference: words,
  reason: words,
  owner: words,
});
export type Allowance = z.infer<typeof allowance>;

/** `parity.yaml`: what of staging must be what production is, and which differences are meant. */
export const parityFile = z
  .strictObject({
    version: z.literal(1),
    /** The file that `gonogo snapshot` wrote. */
    snapshot: words,
    /** An older snapshot says nothing of production any more. */
    maxAgeDays: z.number().positive().max(366).default(7),
    /** Differences of less risk are told, and fail nothing. */
    failsFrom: risk.default('low'),
    /** The key of the HMACs that stand for values of secrets, the same on both sides. */
    hmacKey: words.optional(),
    readers: z.array(configuredReader).min(1),
    /** In what staging's data must be like production's. */
    data: likeness.optional(),
    allowances: z.array(allowance).default([]),
  })
  .superRefine(({ readers, allowances }, context) => {
    const wrong = (path: (string | number)[], message: string): void =>
      context.addIssue({ code: 'custom', path, message });
    for (const [index, { name }] of readers.entries())
      if (readers.findIndex((other) => other.name === name) < index)
        wrong(['readers', index, 'name'], `${name} is there already: give each reader a name of its own`);
    for (const [index, { difference }] of allowances.entries()) {
      const [name] = difference.split('/', 1);
      // Else nobody could say of one reader whether all of its allowances are still needed.
      if (!readers.some((reader) => reader.name === name))
        wrong(
          ['allowances', index, 'difference'],
          `${difference} does not begin with a reader's name: write <reader>/<kind>/<subject>`,
        );
      if (allowances.findIndex((other) => other.difference === difference) < index)
        wrong(['allowances', index, 'difference'], `${difference} is allowed already: keep one`);
    }
  });
export type Parity = z.infer<typeof parityFile>;
