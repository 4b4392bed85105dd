import { z } from 'zod';

const location = z.object({ file: z.string(), line: z.int(), column: z.int() });

const listedSpec = z.object({
  title: z.string(),
  tags: z.array(z.string()),
  file: z.string(),
  line: z.int(),
  tests: z.array(
    z.object({
      annotations: z.array(z.object({ type: z.string(), description: z.string().optional() })),
      expectedStatus: z.enum(['passed', 'failed', 'skipped', 'timedOut', 'interrupted']),
      projectName: z.string(),
    }),
  ),
});
export type ListedSpec = z.infer<typeof listedSpec>;

/** A file, or a `describe` inside one. */
export interface ListedSuite {
  title: string;
  file: string;
  specs: ListedSpec[];
  suites?: ListedSuite[] | undefined;
}
const listedSuite: z.ZodType<ListedSuite> = z.lazy(() =>
  z.object({
    title: z.string(),
    file: z.string(),
    specs: z.array(listedSpec),
    suites: z.array(listedSuite).optional(),
  }),
);

/** What we read of Playwright's JSON report of `--list`; paths are relative to `config.rootDir`. */
export const listing = z.object({
  config: z.object({ rootDir: z.string(), projects: z.array(z.object({ name: z.string() })) }),
  suites: z.array(listedSuite),
  errors: z.array(
    z.object({
      message: z.string().optional(),
      value: z.string().optional(),
      snippet: z.string().optional(),
      location: location.optional(),
    }),
  ),
});
export type Listing = z.infer<typeof listing>;
