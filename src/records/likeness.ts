import { z } from 'zod';

const words = z.string().trim().min(1, 'empty: say it in words');
const share = z.number().min(0).max(1);
const tableName = z.string().regex(/^[^.\s]+\.[^.\s]+$/, 'write <schema>.<table>, such as public.orders');
const columnName = z
  .string()
  .regex(/^[^.\s]+\.[^.\s]+\.[^.\s]+$/, 'write <schema>.<table>.<column>, such as public.orders.email');

/**
 * What of a column is told of production. `labels`: how often each of its values occurs, for categories alone;
 * `numbers`: how many lie between its own deciles; `formats`: how its values are written (`9999 aa`), and never a letter
 * or a digit of them.
 */
export const spreadKind = z.enum(['labels', 'numbers', 'formats']);
export type SpreadKind = z.infer<typeof spreadKind>;

/** Two columns: of the first, values are looked up in the second. */
const pair = z.strictObject({ from: columnName, to: columnName });
export type Pair = z.infer<typeof pair>;

/** The part `data` of parity.yaml: in what staging's data must be like production's. */
export const likeness = z.strictObject({
  /** Connection strings of PostgreSQL. */
  staging: words,
  production: words.optional(),
  /** Where it is written down when staging's data was last taken from production, and how old it may be. */
  synced: z.strictObject({ column: columnName, maxAgeHours: z.number().positive() }).optional(),
  tables: z
    .array(
      z.strictObject({
        table: tableName,
        /** Staging has at least this share of production's rows. */
        leastShare: z.number().positive().max(1),
        columns: z.array(z.strictObject({ column: words, spread: spreadKind })).default([]),
      }),
    )
    .min(1),
  /** The population stability index from which on a column counts as spread otherwise: 0.1 is a little, 0.25 a lot. */
  mostShift: z.number().positive().max(1).default(0.2),
  /** What has one value in production has one mask on staging: as many are found as there, but for 5 of 100. */
  links: z.array(pair).default([]),
  /** References that the database itself does not know of. */
  references: z.array(pair).default([]),
  /** Tables that production fills and staging leaves empty on purpose. */
  mayBeEmpty: z.array(z.strictObject({ table: tableName, reason: words, owner: words })).default([]),
});
export type Likeness = z.infer<typeof likeness>;

const bin = z.strictObject({
  /** The category or format; of numbers the least that belongs here. Absent: all that no other bin holds. */
  value: z.union([z.string().max(200), z.number()]).optional(),
  share,
});
export type Bin = z.infer<typeof bin>;

const columnProfile = z.strictObject({
  column: z.string(),
  spread: spreadKind,
  /** Values that were looked at, those that are absent among them. */
  values: z.int().nonnegative(),
  absent: share,
  /** How many different values there are, as a share of those that are there. */
  distinct: share,
  /** Of the values that are there. */
  bins: z.array(bin).max(60),
});
export type ColumnProfile = z.infer<typeof columnProfile>;

/** How much of what kind of data production has: counts and shares, and nothing of anybody. */
export const dataProfile = z.strictObject({
  tables: z
    .array(
      z.strictObject({
        table: tableName,
        /** Exact up to a million, and PostgreSQL's own estimate beyond. */
        rows: z.int().nonnegative(),
        columns: z.array(columnProfile),
      }),
    )
    .min(1),
  links: z.array(z.strictObject({ ...pair.shape, values: z.int().nonnegative(), found: share })),
  /** That columns draw from. */
  sequences: z.int().nonnegative(),
  foreignKeys: z.int().nonnegative(),
});
export type DataProfile = z.infer<typeof dataProfile>;
