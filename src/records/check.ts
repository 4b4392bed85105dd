import { z } from 'zod';

/**
 * `<suite>/<file>`, `<suite>/<file>/<slug>` or `load/<file>/<limit>`; a Playwright project other than the first is
 * `@project`, a derived check `@accessible` or `@clean-console`, a test beside load `@under-load`. Stable across runs: policies and waivers name it.
 */
export const checkId = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]*(\/[^\s/]+){1,2}$/, 'not a check id: expected <suite>/<file>[/<title>]');

/** What was seen of one check. Raw: nothing later rewrites it. */
export const outcome = z.enum([
  'passed',
  'failed',
  'flaky',
  'errored',
  'missing',
  'skipped',
  'stale',
  'mismatched',
  'insufficient',
]);
export type Outcome = z.infer<typeof outcome>;

/** Why a check did not pass. Closed: a report, a waiver and a pipeline can rely on every word of it. */
export const reasonCode = z.enum([
  // failed, flaky: it was measured, and it is not good
  'assertion-failed',
  'step-timed-out',
  'limit-exceeded',
  'slower-than-before',
  'slower-under-load',
  'grows',
  'findings',
  'passed-on-retry',
  'unexpectedly-passed',
  // errored: something was recorded, and it cannot be believed
  'unparsable',
  'counts-disagree',
  'invalid-number',
  'unknown-status',
  'duplicate-evidence',
  'no-assertions',
  'cannot-go-red',
  // missing: nothing was recorded
  'not-started',
  'no-evidence',
  'no-tests',
  'runner-died',
  'runner-timed-out',
  'interrupted',
  'setup-failed',
  'staging-unreachable',
  'staging-died',
  'script-threw',
  'evidence-removed',
  // skipped
  'skipped-by-test',
  'depends-on-failed-setup',
  // stale, mismatched
  'over-age',
  'wrong-release',
  'mixed-replicas',
  'subject-changed',
  'no-identity',
  'wrong-run',
  // insufficient
  'zero-samples',
  'too-few-samples',
  'interval-straddles-limit',
  'not-steady',
  'slower-than-itself',
  'no-baseline',
  'generator-saturated',
  'dropped-iterations',
  'iterations-cut-off',
  'load-missing',
  'fails-without-load',
  'third-party-down',
  // the whole run
  'configuration',
  'partial-run',
  'defect',
]);
export type ReasonCode = z.infer<typeof reasonCode>;

/** Whose matter it is. Only `product`, `environment` and `data` make a failed check a NO-GO. */
export const attribution = z.enum(['product', 'third-party', 'environment', 'data', 'harness']);
export type Attribution = z.infer<typeof attribution>;

export const tier = z.enum(['blocking', 'advisory']);
export type Tier = z.infer<typeof tier>;

export const profile = z.enum(['smoke', 'standard', 'full']);
export type Profile = z.infer<typeof profile>;
