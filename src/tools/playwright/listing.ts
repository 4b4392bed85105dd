import { z } from 'zod';
import { UsageError } from '../../records/usage-error.js';

/** One test in one Playwright project, as `playwright test --list` names it. */
const listedTest = z.strictObject({
  /** The spec file that holds it, relative to the project's folder, with forward slashes. */
  file: z.string(),
  /** The file with the call of `test()`: another one where a shared function makes the call. */
  declaredIn: z.string(),
  line: z.int(),
  project: z.string(),
  /** `describe`s that have a title, then the test's own title. */
  titlePath: z.array(z.string()),
  /** With their `@`. */
  tags: z.array(z.string()),
  annotations: z.array(z.object({ type: z.string(), description: z.string().optional() })),
  expectedStatus: z.enum(['passed', 'failed', 'skipped', 'timedOut', 'interrupted']),
});
export type ListedTest = z.infer<typeof listedTest>;

/** What the list's reporter writes: the tests, and what the config says of which ones there are. */
export const listing = z.strictObject({
  rootDir: z.string(),
  shard: z.strictObject({ current: z.int(), total: z.int() }).nullable(),
  /** In the order of the config; expressions as they are written. Without a grep it is the one that matches all. */
  projects: z.array(z.strictObject({ name: z.string(), grep: z.array(z.string()), grepInvert: z.array(z.string()) })),
  tests: z.array(listedTest),
  /** In Playwright's own words, each with its place. */
  errors: z.array(z.string()),
});
export type Listing = z.infer<typeof listing>;

const everything = '/.*/';

/**
 * Refuses a config that takes tests out of the list: the plan would be a part, and not be called one.
 * @throws UsageError naming the setting, its value and its project.
 */
export function refuseNarrowed({ shard, projects }: Pick<Listing, 'shard' | 'projects'>): void {
  const filters = projects.flatMap(({ name, grep, grepInvert }) => [
    ...(grep.includes(everything) ? [] : [`grep ${grep.join(', ')} of project "${name}"`]),
    ...(grepInvert.length === 0 ? [] : [`grepInvert ${grepInvert.join(', ')} of project "${name}"`]),
  ]);
  const narrowed = [...(shard === null ? [] : [`shard ${shard.current}/${shard.total}`]), ...filters];
  if (narrowed.length > 0) {
    throw new UsageError(
      `playwright.config.ts takes tests out of the plan: ${narrowed.join('; ')}. Remove it there; to run a part, say --only.`,
    );
  }
}
