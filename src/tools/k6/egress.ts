import { lookup } from 'node:dns/promises';
import { writeFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import path from 'node:path';
import { SetupError } from '../../records/setup-error.js';
import { bare, isLoopback } from '../../records/hosts.js';
import { networksWithout } from './networks.js';

/** What keeps every request of k6, redirects included, on the listed hosts. */
export interface K6Egress {
  /** k6's `hosts`: where names lead. */
  hosts: Record<string, string>;
  /** k6's `--blacklist-ip`: addresses that are refused before a byte is sent. */
  blacklist: string[];
}

// Names that are not listed lead here, and this address is blacklisted.
const nowhere = '0.0.0.0';
// k6 looks up `host:port` before `host`, so a lone `*` would swallow the listed ones: their port. Names end in letters,
// or in the dot that makes them whole; one that ends in a digit is left to the addresses.
const everyName = [...'abcdefghijklmnopqrstuvwxyz', '.'].map((end) => `*${end}`);

/**
 * Two fences. By name: listed hosts and localhost lead where they do now, every other name nowhere. By address: only
 * loopback and the listed hosts' addresses, however they are spelled. A wildcard in the list (`*.domain`) is not
 * reached by k6, which can map names but not let them pass: list the names themselves. A name has one address here:
 * with several, k6 would share the load among them, and now does not.
 * @throws SetupError for a listed host without an address.
 */
export async function k6Egress(egress: readonly string[]): Promise<K6Egress> {
  const listed = egress.map(bare).filter((host) => !host.startsWith('*.') && !isLoopback(host));
  const resolved = await Promise.all(
    listed.map(async (host) => [host, isIP(host) > 0 ? host : await addressOf(host)] as const),
  );
  const names = resolved.filter(([host]) => isIP(host) === 0);
  return {
    hosts: {
      ...Object.fromEntries(everyName.map((pattern) => [pattern, nowhere])),
      localhost: '127.0.0.1',
      ...Object.fromEntries(names),
    },
    blacklist: networksWithout(['127.0.0.0/8', '::1', ...resolved.map(([, address]) => address)]),
  };
}

const resolveWithinMs = 5000;

async function addressOf(host: string): Promise<string> {
  const limit = new Promise<never>((_, reject) =>
    setTimeout(() => reject(new Error(`not resolved within ${resolveWithinMs / 1000} s`)), resolveWithinMs).unref(),
  );
  try {
    return (await Promise.race([lookup(host), limit])).address;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SetupError(`${host} has no address, so k6 cannot reach it: ${why}`, 'staging-unreachable', 'environment');
  }
}

/**
 * k6's arguments for it. The blacklist is a flag, which outranks a script's own; `hosts` exists in a configuration
 * only (a script that sets it is refused), and giving one keeps a configuration in the user's home out of the run.
 */
export async function egressArguments(egress: readonly string[], temp: string): Promise<string[]> {
  const { hosts, blacklist } = await k6Egress(egress);
  const file = path.join(temp, 'k6-config.json');
  await writeFile(file, JSON.stringify({ hosts }));
  return ['--config', file, '--blacklist-ip', blacklist.join(',')];
}
