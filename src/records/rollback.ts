import { z } from 'zod';

const words = z.string().trim().min(1, 'empty: say it in words');

/** How long it may take before it has failed: half a deploy is not waited for. */
const withinS = z.number().positive().max(3600).default(120);

/** A command, word by word, run in the project's folder and without a shell; it ends 0 when it is done. */
const hookCommand = z.strictObject({ command: z.tuple([z.string().min(1)], z.string()), withinS });

/** An address that is sent one POST, and answers 2xx when it is done. */
const hookCall = z.strictObject({
  post: words,
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().optional(),
  withinS,
});

/** Something that changes which release staging runs. `${staging.…}` and `${env.NAME}` are filled in. */
export const hook = z.union([hookCommand, hookCall]);
export type Hook = z.infer<typeof hook>;

const tableName = z.string().regex(/^[^.\s]+\.[^.\s]+$/, 'a table with its schema, such as public.orders');

/** `rollback` of staging.config.ts: how a release comes and goes. Without it there is no drill. */
export const rollback = z.strictObject({
  /** The previous release: its version, commit (7 characters or more) or digest. */
  to: words,
  /** How many replicas answer behind the target: each must prove who it is. */
  replicas: z.int().positive().max(1000),
  /** Puts staging where production stands: the previous release, and its schema. Without it `deploy` finds nothing to migrate. */
  prepare: hook.optional(),
  deploy: hook,
  rollback: hook,
  redeploy: hook,
  /** After a NO-GO of a whole run, `rollback` puts the previous release back. Without it staging is left as it was. */
  onNoGo: z.literal('rollback').optional(),
  limits: z
    .strictObject({
      /** The longest that a table may be locked against readers or writers, or that a statement may wait for a lock. */
      lockMs: z.number().positive().default(1000),
      /** From the migration's first lock to its last. */
      migrationS: z.number().positive().default(60),
      /** From the call until every replica is the previous release. */
      rollbackS: z.number().positive().default(60),
      /** For so long after a hook's end replicas may still differ. */
      agreeWithinS: z.number().positive().max(600).default(30),
    })
    .prefault({}),
  /** Rows that production's tables have: what the migration's lock would be there is forecast from them. */
  productionRows: z.record(tableName, z.int().positive()).default({}),
  /** How long all of it usually takes: it is stopped after three times that and two minutes more. */
  estimatedSeconds: z.number().positive().max(3600).default(120),
});
export type Rollback = z.infer<typeof rollback>;
