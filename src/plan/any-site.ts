import { existsSync } from 'node:fs';
import path from 'node:path';
import { config as configSchema, type Config } from '../records/config.js';
import type { RequestedRelease } from '../records/release.js';
import { UsageError } from '../records/usage-error.js';
import { configFile, validated } from './config.js';
import { discover } from './discovery.js';

/** The suites that come with gonogo and know nothing of the site that they look at: docs/guides/any-site.md. */
const ownSuites = path.join('dist', 'any-site');

/**
 * The configuration of a site that has none: everything is the default, and which release it is says nobody but the
 * caller, so that it is declared. Undefined: the project has a configuration, or no target was named.
 */
export function configOfAnySite(
  projectDir: string,
  target: string | undefined,
  requested: () => RequestedRelease,
): Config | undefined {
  if (target === undefined || existsSync(path.join(projectDir, configFile))) return undefined;
  if (!URL.canParse(target)) throw new UsageError(`--target ${target} is no address: https://staging.example is one.`);
  const { release } = requested();
  const reason = `There is no ${configFile} that says where the site tells its release.`;
  const given = {
    name: new URL(target).hostname,
    staging: { target },
    release: { declared: { version: release, commit: release }, reason },
  };
  return validated(configSchema, given, '--target');
}

/**
 * The folder whose suites are run: the project's, or, where a target is named and the project has nothing to check it
 * by, gonogo's own.
 */
export function testsFolder(
  { projectDir, packageDir }: { projectDir: string; packageDir: string },
  { foreign }: Pick<Config, 'foreign'>,
  target: string | undefined,
): string {
  const { specs, setups, k6, autocannon } = discover(projectDir);
  const offered = specs.length + setups.length + k6.length + autocannon.length + foreign.length;
  return target === undefined || offered > 0 ? projectDir : path.join(packageDir, ownSuites);
}
