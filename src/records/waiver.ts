import { z } from 'zod';
import { checkId, type Outcome, type ReasonCode } from './check.js';

/** RFC 3339 with an offset: a date alone leaves open when it ends, and where. */
const moment = z.iso.datetime({
  offset: true,
  error: 'not a moment: write date, time and offset, such as 2026-12-01T18:00:00+01:00',
});
const words = z.string().trim().min(1, 'empty: say it in words');

/** One accepted failure: who answers for it, who agreed, and until when. */
export const waiver = z.strictObject({
  check: checkId,
  reason: words,
  ticket: words,
  /** Who asks for it and sees to the mending. */
  owner: words,
  /** Somebody else than the owner. */
  approvedBy: words,
  /** From this moment on it is over. */
  expires: moment,
  /** Not before this moment. Absent: at once. */
  from: moment.optional(),
  /** The failure that is meant, as "gonogo waive" fills it in. Absent: any failure of this check. */
  signature: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'not a signature: let "gonogo waive" write it')
    .optional(),
});
export type Waiver = z.infer<typeof waiver>;

/** `waivers.yaml`. */
export const waiverFile = z.strictObject({ version: z.literal(1), waivers: z.array(waiver) });

/** A check that is known to be unreliable: it runs and is shown, and does not decide until it is mended or time is up. */
export const quarantined = z.strictObject({
  check: checkId,
  issue: words,
  owner: words,
  /** From this moment on the check decides again. */
  expires: moment,
});
export type Quarantined = z.infer<typeof quarantined>;

/** `quarantine.yaml`. */
export const quarantineFile = z.strictObject({ version: z.literal(1), quarantine: z.array(quarantined) });

/** What the project's files except from the rules of the policy. */
export interface Exceptions {
  waivers: readonly Waiver[];
  quarantine: readonly Quarantined[];
}

/** What an exception is worth at the moment of judging: the first of these that is true of it, from the top. */
export const standing = z.enum([
  /** Its owner approved it. */
  'own-approval',
  /** What cannot be waived: a safety check; further down, an outcome that is no failure. */
  'not-waivable',
  'expired',
  /** It holds from a moment after the run was planned. */
  'not-yet-valid',
  /** No check of the plan answers to it. */
  'orphaned',
  /** It would last longer than the policy allows. */
  'beyond-horizon',
  /** More checks are in quarantine than the policy allows: none of them counts. */
  'too-many',
  /** In force, and the check passed without it. */
  'not-needed',
  /** The check failed in another way than the one that was waived. */
  'other-failure',
  /** In force: the check fell short, and that counts as accepted. */
  'live',
]);
export type Standing = z.infer<typeof standing>;

/**
 * What a waiver can cover: something was measured, recently, and it is not good. What was not measured, or cannot be
 * believed, nobody knows enough of to accept it.
 */
export function isWaivable({ outcome, reasonCode }: { outcome: Outcome; reasonCode?: ReasonCode }): boolean {
  return outcome === 'failed' || (outcome === 'flaky' && reasonCode !== 'over-age');
}

const dayMs = 86_400_000;

/** Does something that ends at `expires` last more than so many days from `start`? */
export function outlasts(expires: string, start: string, days: number): boolean {
  return Date.parse(expires) - Date.parse(start) > days * dayMs;
}
