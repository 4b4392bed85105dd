import { lookup } from 'node:dns/promises';
import { writeFile } from 'node:fs/promises';
import { isIPv4 } from 'node:net';
import path from 'node:path';
import { SetupError } from '../../records/setup-error.js';
import { isLoopback } from '../egress/hosts.js';

// Where names lead that are not listed. Blacklisted too: the connection is refused before a byte is sent.
const nowhere = '0.0.0.0';

/** The flag that makes k6 refuse `nowhere`; a flag, since a script's own blacklistIPs would replace a config's. */
export const egressArguments = ['--blacklist-ip', '0.0.0.0/8'];

/**
 * k6's `hosts` that keep every request, redirects included, on the listed hosts: names, `localhost` and 127.0.0.1 lead
 * where they do now, everything else nowhere, addresses typed as digits too. k6 knows wildcards as something to map,
 * not to let pass, so `*.domain` in the list is not reached: its names have to be listed.
 * @throws SetupError for a listed host without an address.
 */
export async function k6Hosts(egress: readonly string[]): Promise<Record<string, string>> {
  const names = egress.filter((host) => !host.startsWith('*.') && !isLoopback(host));
  const resolved = await Promise.all(names.map(async (host) => [host, isIPv4(host) ? host : await addressOf(host)] as const));
  return { '*': nowhere, localhost: '127.0.0.1', '127.0.0.1': '127.0.0.1', ...Object.fromEntries(resolved) };
}

async function addressOf(host: string): Promise<string> {
  try {
    return (await lookup(host)).address;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SetupError(`${host} has no address, so k6 cannot reach it: ${why}`, 'staging-unreachable', 'environment');
  }
}

/** Writes the JSON configuration for `k6 --config`. It also keeps a configuration in the user's home out of the run. */
export async function writeK6Config(egress: readonly string[], temp: string): Promise<string> {
  const file = path.join(temp, 'k6-config.json');
  await writeFile(file, JSON.stringify({ hosts: await k6Hosts(egress) }));
  return file;
}
