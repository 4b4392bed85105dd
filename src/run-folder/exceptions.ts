import { readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { digestOf } from '../evidence/digest.js';
import type { Plan } from '../records/plan.js';
import { quarantined, waiver, type Exceptions } from '../records/waiver.js';

/** Where a run keeps the exceptions that it was given, relative to its folder. */
export const exceptionFiles = { waivers: 'waivers.json', quarantine: 'quarantine.json' } as const;

export interface KeptExceptions extends Exceptions {
  /** Of what is in the files; the verdict compares them with the plan's. */
  digests: Record<keyof Exceptions, string>;
}

/**
 * The exceptions of a run. Where a file is gone, or is not what the plan was drawn up with, none of it counts: nothing
 * that happens to it can turn a failure into anything better.
 */
export function exceptionsIn(runDir: string, plan: Plan): KeptExceptions {
  const waivers = kept(runDir, exceptionFiles.waivers, z.array(waiver), plan.digests.waivers);
  const quarantine = kept(runDir, exceptionFiles.quarantine, z.array(quarantined), plan.digests.quarantine);
  return {
    waivers: waivers.entries,
    quarantine: quarantine.entries,
    digests: { waivers: waivers.digest, quarantine: quarantine.digest },
  };
}

function kept<T>(
  runDir: string,
  file: string,
  schema: z.ZodType<T[]>,
  planned: string,
): { entries: T[]; digest: string } {
  const parsed = schema.safeParse(valueIn(path.join(runDir, file)));
  // No list has the digest of null, so what cannot be read is never what was planned.
  const digest = digestOf(parsed.success ? parsed.data : null);
  return { digest, entries: parsed.success && digest === planned ? parsed.data : [] };
}

function valueIn(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
