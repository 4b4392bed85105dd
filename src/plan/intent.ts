import type { Config } from '../records/config.js';
import type { RequestedRelease } from '../records/release.js';
import { UsageError } from '../records/usage-error.js';
import type { Exceptions } from '../records/waiver.js';
import { configOfAnySite } from './any-site.js';
import { readConfig } from './config.js';
import { readExceptions } from './exceptions.js';
import { readPolicy, type PolicyRead } from './policy.js';
import { requestedRelease } from './release.js';
import { previousSource, refuseUnsafe, stagingSource, type StagingSource } from './target.js';

/** What the caller and the project's files want, read and found to be sound before anything is started or sent. */
export interface Intent {
  config: Config;
  policy: PolicyRead;
  exceptions: Exceptions;
  requested: RequestedRelease;
  source: StagingSource;
  /** The release before, if it runs beside. */
  previous: StagingSource | undefined;
}

/** @throws UsageError for everything that is wrong with the words, the files or the target. */
export async function readIntent(
  options: { target?: string; staging?: string; release?: string },
  env: Readonly<Record<string, string | undefined>>,
  projectDir: string,
): Promise<Intent> {
  const requested = (): RequestedRelease => requestedRelease(options.release, env, projectDir);
  const config = configOfAnySite(projectDir, options.target, requested) ?? readConfig(projectDir);
  const policy = readPolicy(projectDir);
  const exceptions = readExceptions(projectDir, policy.policy, new Date().toISOString());
  const key = Object.keys(env).find((name) => isSigningKey(name, env[name]));
  if (key !== undefined)
    throw new UsageError(`${key} is set: verifying never holds a signing key. Sign in a step of its own.`);
  const source = stagingSource(config, options);
  const previous = previousSource(config);
  for (const one of [source, previous]) if (one?.kind === 'given') await refuseUnsafe(config, one.staging, one.from);
  return { config, policy, exceptions, requested: requested(), source, previous };
}

/** An Ed25519 key in PKCS #8, as "gonogo keys new" makes it; what deploys by other keys may have them. */
function isSigningKey(name: string, value: string | undefined): boolean {
  if (value === undefined) return false;
  return name === 'GONOGO_SIGNING_KEY' || /-----BEGIN PRIVATE KEY-----(\s|\\n)*MC4CAQAwBQYDK2Vw/.test(value);
}
