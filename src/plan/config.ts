import { existsSync } from 'node:fs';
import path from 'node:path';
import type { z } from 'zod';
import { config, type Config } from '../records/config.js';
import { UsageError } from '../records/usage-error.js';
import { projectModules } from '../tools/project-module.js';

export const configFile = 'staging.config.ts';

/**
 * Reads and validates `staging.config.ts` of a project. At once, since a playwright.config.ts cannot wait for it.
 * @throws UsageError that names the file, the key and what to do.
 */
export function readConfig(projectDir: string): Config {
  const file = path.join(projectDir, configFile);
  if (!existsSync(file)) {
    throw new UsageError(
      `No ${configFile} in ${projectDir}. It says where staging is; three lines are enough to start. For what needs none, name a site with --target.`,
    );
  }
  let loaded: unknown;
  try {
    loaded = (projectModules(projectDir)(file) as { default: unknown }).default;
  } catch (error) {
    if (error instanceof UsageError || (error instanceof Error && error.name === 'UsageError'))
      throw new UsageError(error.message);
    throw new UsageError(`${configFile} does not load: ${error instanceof Error ? error.message : String(error)}`);
  }
  return validated(config, loaded, configFile);
}

/** Parses `value`, or throws a UsageError with a line per problem: file, key, what is wrong. */
export function validated<T>(schema: z.ZodType<T>, value: unknown, where: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new UsageError([`${where} is not valid:`, ...problems(parsed.error.issues, [])].join('\n'));
}

function problems(issues: readonly z.core.$ZodIssue[], at: readonly PropertyKey[]): string[] {
  return issues.flatMap((issue) => {
    const key = [...at, ...issue.path];
    if (issue.code === 'invalid_union') {
      // The branch that came closest is the one that the author meant.
      const closest = issue.errors.toSorted((a, b) => a.length - b.length)[0];
      if (closest !== undefined && closest.length > 0) return problems(closest, key);
    }
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((name) => `  ${[...key, name].join('.')}: unknown key. Remove it, or mend its spelling.`);
    }
    return [`  ${key.length === 0 ? '(the whole file)' : key.join('.')}: ${issue.message}`];
  });
}
