import path from 'node:path';
import type { Limit } from '../../records/limit.js';
import { parseLimit } from '../../records/limit-expression.js';
import { saturation, type Saturation } from '../../records/saturation.js';
import { UsageError } from '../../records/usage-error.js';
import type { KeyedLimit } from '../limit-count.js';
import { projectModules } from '../project-module.js';

const measured = ['http_req_duration', 'http_req_failed', 'http_reqs'];

/**
 * Loads and validates a saturation script. Evaluates the file, and sends nothing.
 * @throws UsageError that names the file and what to do.
 */
export async function readSaturation(
  projectDir: string,
  script: string,
): Promise<{ saturation: Saturation; limits: KeyedLimit[] }> {
  let loaded: unknown;
  try {
    loaded = await projectModules(projectDir).import(path.resolve(projectDir, script), { default: true });
  } catch (error) {
    throw new UsageError(`${script} does not load: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = saturation.safeParse(loaded);
  if (!parsed.success) {
    const issues = parsed.error.issues.map(
      (issue) => `  ${issue.path.join('.') || '(the default export)'}: ${issue.message}`,
    );
    throw new UsageError(
      [`${script} is not a saturation (export default defineSaturation({…})):`, ...issues].join('\n'),
    );
  }
  const limits = Object.entries(parsed.data.limits).flatMap(([key, expressions]) =>
    expressions.map((expression) => ({ key, limit: limitOf(script, key, expression) })),
  );
  if (limits.length === 0)
    throw new UsageError(`${script} has no limits: a load script that can't fail proves nothing.`);
  return { saturation: parsed.data, limits };
}

function limitOf(script: string, key: string, expression: string): Limit {
  let limit: Limit;
  try {
    limit = parseLimit(key, expression);
  } catch (error) {
    throw new UsageError(`${script}: ${error instanceof Error ? error.message : String(error)}`);
  }
  if (!measured.includes(limit.metric)) {
    throw new UsageError(`${script}: ${key}: autocannon measures ${measured.join(', ')} only.`);
  }
  if (Object.keys(limit.tags).length > 0) {
    throw new UsageError(`${script}: ${key}: requests of a saturation carry no tags. Write ${limit.metric}.`);
  }
  return limit;
}
