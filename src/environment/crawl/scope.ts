import { SetupError } from '../../records/setup-error.js';

/** Where a crawl may go. Whatever leads elsewhere is told, and never followed. */
export interface Scope {
  start: string;
  /** The start's own and those that are declared. */
  origins: ReadonlySet<string>;
}

/** A GET changes nothing, if the site is well made; these names say that somebody may not have known. */
const risky = /(^|[/_-])(log|sign)[-_]?(out|off)|unsubscribe|(^|[/_=-])(delete|remove|destroy|cancel)([/_.=-]|$)/i;

/**
 * @param hosts further origins: `https://assets.staging.example`
 * @throws SetupError for one that is none
 */
export function scopeOf(target: string, hosts: readonly string[]): Scope {
  const start = addressOf(target);
  if (start === undefined) throw new SetupError(`${target} is no http(s) address.`, 'configuration', 'environment');
  const declared = hosts.map((host) => {
    const url = addressOf(host);
    if (url === undefined)
      throw new SetupError(
        `"${host}" cannot be crawled: hosts are origins, such as https://assets.staging.example.`,
        'configuration',
        'environment',
      );
    return new URL(url).origin;
  });
  return { start, origins: new Set([new URL(start).origin, ...declared]) };
}

/** An address without its fragment, absolute; undefined for what is no http(s) address or holds credentials. */
export function addressOf(written: string, base?: string): string | undefined {
  if (!URL.canParse(written.trim(), base)) return undefined;
  const url = new URL(written.trim(), base);
  if (!/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return undefined;
  url.hash = '';
  return url.href;
}

export function isInScope(url: string, { origins }: Scope): boolean {
  return origins.has(new URL(url).origin);
}

/** Whether asking for an address could end or remove something. */
export function isRisky(url: string): boolean {
  const { pathname, search } = new URL(url);
  return risky.test(pathname) || risky.test(search);
}
