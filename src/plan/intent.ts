import type { Config } from '../records/config.js';
import type { RequestedRelease } from '../records/release.js';
import { UsageError } from '../records/usage-error.js';
import { readConfig } from './config.js';
import { readPolicy, type PolicyRead } from './policy.js';
import { requestedRelease } from './release.js';
import { refuseUnsafe, stagingSource, type StagingSource } from './target.js';

/** What the caller and the project's files want, read and found to be sound before anything is started or sent. */
export interface Intent {
  config: Config;
  policy: PolicyRead;
  requested: RequestedRelease;
  source: StagingSource;
}

/** @throws UsageError for everything that is wrong with the words, the files or the target. */
export async function readIntent(
  options: { target?: string; staging?: string; release?: string },
  env: Readonly<Record<string, string | undefined>>,
  projectDir: string,
): Promise<Intent> {
  const config = readConfig(projectDir);
  const policy = readPolicy(projectDir);
  if (env['GONOGO_SIGNING_KEY'] !== undefined) {
    throw new UsageError('GONOGO_SIGNING_KEY is set: verifying never holds a signing key. Sign in a step of its own.');
  }
  const source = stagingSource(config, options);
  if (source.kind === 'given') await refuseUnsafe(config, source.staging, source.from);
  return { config, policy, requested: requestedRelease(options.release, env, projectDir), source };
}
