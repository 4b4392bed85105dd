import type { Staging } from '../records/staging.js';
import { readConfig } from './config.js';
import { allowedHosts } from './target.js';

/** Host names, or `*.domain`: those that a project's staging may call, and those that are production. */
export interface ProjectHosts {
  allowed: string[];
  production: string[];
}

/**
 * Reads them from `staging.config.ts` and the staging record: the target and its third parties are allowed.
 * @throws UsageError when the config is not there or not valid.
 */
export function projectHosts(projectDir: string, staging: Staging): ProjectHosts {
  const config = readConfig(projectDir);
  return { allowed: allowedHosts(config, staging), production: config.production.hosts };
}
