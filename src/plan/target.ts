import { readFileSync } from 'node:fs';
import { NODATA, NOTFOUND, resolveCname } from 'node:dns/promises';
import { isIP } from 'node:net';
import type { Config } from '../records/config.js';
import { staging as stagingSchema, type Staging } from '../records/staging.js';
import { UsageError } from '../records/usage-error.js';
import { isAllowedHost, isLoopback } from '../records/hosts.js';
import { validated } from './config.js';

/** Where staging comes from: a record that is at hand, or a command that starts one and prints its record. */
export type StagingSource =
  { kind: 'given'; staging: Staging; from: string } | { kind: 'start'; command: string; readyWithinS: number };

/**
 * `--target` outranks `--staging`, which outranks the config.
 * @throws UsageError when the file is not there or not a staging record, or both are given.
 */
export function stagingSource(config: Config, options: { target?: string; staging?: string }): StagingSource {
  if (options.target !== undefined && options.staging !== undefined) {
    throw new UsageError('--target and --staging exclude each other: the staging file names its target.');
  }
  if (options.target !== undefined) {
    const own = 'start' in config.staging ? undefined : config.staging;
    // The configured third parties and credentials go with the configured target only: not to another port either.
    const isSame = own !== undefined && tryOrigin(own.target) === tryOrigin(options.target);
    const record = { schemaVersion: 1, ...(isSame ? own : {}), target: options.target };
    return { kind: 'given', from: '--target', staging: validated(stagingSchema, record, '--target') };
  }
  if (options.staging !== undefined) {
    return { kind: 'given', from: '--staging', staging: readStagingFile(options.staging) };
  }
  return configured(config.staging, 'staging.config.ts');
}

/** Where the release before is, if it runs beside. */
export function previousSource({ previous }: Config): StagingSource | undefined {
  return previous === undefined ? undefined : configured(previous, 'previous in staging.config.ts');
}

function configured(staging: Config['staging'], from: string): StagingSource {
  if ('start' in staging) return { kind: 'start', command: staging.start, readyWithinS: staging.readyWithinS };
  return { kind: 'given', from, staging: { schemaVersion: 1, ...staging } };
}

function readStagingFile(file: string): Staging {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    throw new UsageError(
      `--staging ${file}: there is no such file. "npm run staging" writes one to .gonogo/staging.json.`,
    );
  }
  return stagingFromJson(text, `--staging ${file}`);
}

/** @throws UsageError when `text` is not a staging record. */
export function stagingFromJson(text: string, where: string): Staging {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new UsageError(`${where} is not JSON.`);
  }
  return validated(stagingSchema, value, where);
}

/** Every host that requests of this run may go to, loopback aside. */
export function allowedHosts(config: Config, staging: Staging): string[] {
  return [...new Set([...hostsOf(staging), ...config.allowedHosts])].toSorted();
}

/**
 * Refuses a staging that requests must not be sent to: production by name or CNAME, a host that the config does not
 * list, a live payment key.
 * @throws UsageError
 */
export async function refuseUnsafe(config: Config, staging: Staging, from: string): Promise<void> {
  const known = [config.staging, config.previous].flatMap((one) =>
    one === undefined || 'start' in one ? [] : hostsOf(one),
  );
  const listed = [...config.allowedHosts, ...known];
  const isProduction = (host: string, name: string): UsageError =>
    new UsageError(`${from}: ${host} is production (${name}, listed in production.hosts). Nothing was sent.`);
  for (const host of hostsOf(staging)) {
    if (isAllowedHost(host, config.production.hosts)) throw isProduction(host, host);
    if (isLoopback(host)) continue;
    if (!isAllowedHost(host, listed)) {
      throw new UsageError(
        `${from}: ${host} is not a host of this project. List it in allowedHosts of staging.config.ts.`,
      );
    }
    const alias = await productionAlias(host, config.production.hosts, from);
    if (alias !== undefined) throw isProduction(host, alias);
  }
  const live = liveKey(JSON.stringify(staging));
  if (live !== undefined)
    throw new UsageError(`${from} holds a live payment key (${live}…). Staging takes test keys only.`);
}

/** The first characters of a live payment key in `text`, if there is one. */
function liveKey(text: string): string | undefined {
  return /\b(?:sk|rk|pk)_live_/.exec(text)?.[0];
}

function hostsOf({ target, thirdParties, metrics }: Pick<Staging, 'target' | 'thirdParties' | 'metrics'>): string[] {
  const parties = Object.values(thirdParties).flatMap(({ url, health }) => [url, health]);
  const urls = [target, ...parties, ...(metrics === undefined ? [] : metrics.urls)];
  return [...new Set(urls.map(hostOf))];
}

/**
 * The name by which `host` is production: one of those that its CNAMEs lead to. An address has none.
 * @throws UsageError when DNS does not say: then it might be production.
 */
async function productionAlias(host: string, production: readonly string[], from: string): Promise<string | undefined> {
  if (production.length === 0) return undefined;
  let name = host;
  // A CNAME chain longer than this does not resolve anywhere either.
  for (let hop = 0; hop < 10; hop += 1) {
    if (isLoopback(name) || isIP(name) > 0) return undefined;
    const next = await cname(name).catch((error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      throw new UsageError(
        `${from}: whether ${host} is production under another name cannot be told, since DNS does not answer (${why}). ` +
          'Nothing was sent. Mend the name resolution of this machine, or give the address in place of the name.',
      );
    });
    if (next === undefined) return undefined;
    name = next;
    if (isAllowedHost(name, production)) return name;
  }
  return undefined;
}

// DNS answered, and there is no such record or no such name.
const isNone: readonly unknown[] = [NODATA, NOTFOUND];
// Two servers that are asked one after the other, the first of which is dead, are no reason to refuse.
const answeredWithinMs = 10_000;

/** @throws Error when DNS does not answer: no server, a failure of the server, a time-out. */
async function cname(host: string): Promise<string | undefined> {
  const limit = new Promise<never>((_, reject) => {
    const words = `no answer about ${host} within ${answeredWithinMs / 1000} s`;
    setTimeout(() => reject(new Error(words)), answeredWithinMs).unref();
  });
  const answer = resolveCname(host).then(
    (names) => names[0],
    (error: NodeJS.ErrnoException) => {
      if (!isNone.includes(error.code)) throw error;
      return undefined;
    },
  );
  return Promise.race([answer, limit]);
}

function hostOf(url: string): string {
  return new URL(url).hostname.replace(/^\[|\]$/g, '').toLowerCase();
}

function tryOrigin(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).origin : undefined;
}
