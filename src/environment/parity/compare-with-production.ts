import type { Allowance, Parity } from '../../records/parity.js';
import { matchesPattern } from '../../records/pattern.js';
import type { Snapshot } from '../../records/snapshot.js';
import type { Staging } from '../../records/staging.js';
import { differencesBetween, isAtLeast, type Difference } from './differences.js';
import { filledIn } from './filled-in.js';
import { readSide, type Whereabouts } from './read-side.js';
import { keyIdOf } from './secrecy.js';
import { readSnapshot } from './snapshot-file.js';
import { unreadable } from './text-source.js';

/** What one reader found. Staging is a mirror where `undeclared` and `unused` are empty. */
export interface Mirror {
  /** Differences that nobody declared, of the risk that fails or more. */
  undeclared: Difference[];
  /** Those of less risk: told, and no failure. */
  tolerated: Difference[];
  /** Those that are meant. */
  declared: { difference: Difference; allowance: Allowance }[];
  /** Allowances that no difference answers to any more. */
  unused: Allowance[];
  /** How many facts each side had, and when production's were read. */
  compared: { production: number; staging: number; takenAt: string };
}

/** Where and when staging is compared. */
export interface Comparing {
  staging: Staging;
  projectDir: string;
  env: Readonly<Record<string, string | undefined>>;
  /** ISO 8601 in UTC. */
  now: string;
  /** Milliseconds for each source. */
  limitMs?: number;
}

/**
 * Reads staging through one reader of parity.yaml and compares it with production's snapshot.
 * @throws SetupError when either side could not be read, is empty, or is older than it may be: that is no mirror, and
 *   no failure either.
 */
export async function compareWithProduction(name: string, parity: Parity, comparing: Comparing): Promise<Mirror> {
  const { staging, now, ...place } = comparing;
  const whereabouts: Whereabouts = {
    ...place,
    staging,
    ...(staging.access === undefined ? {} : { access: staging.access }),
  };
  const reader = parity.readers.find((one) => one.name === name);
  if (reader === undefined) throw unreadable('configuration', `parity.yaml has no reader ${name}.`);
  const file = filledIn(parity.snapshot, whereabouts);
  const snapshot = readSnapshot(place.projectDir, file, parity.maxAgeDays, now);
  refuseOtherKey(snapshot, parity, whereabouts);
  const production = snapshot.readers.find((one) => one.name === name);
  if (production === undefined)
    throw unreadable('no-evidence', `${file} holds nothing of ${name}: take another with "gonogo snapshot".`);
  const read = await readSide(reader, 'staging', parity, whereabouts);
  for (const [side, facts] of [
    ['Production', production.facts],
    ['Staging', read.facts],
  ] as const)
    if (facts.length === 0)
      throw unreadable('zero-samples', `${side} has no facts of ${name}: nothing is equal to nothing.`);
  const differences = differencesBetween(name, production.facts, read.facts, read.where);
  const compared = { production: production.facts.length, staging: read.facts.length, takenAt: snapshot.takenAt };
  return { ...sorted(differences, name, parity), compared };
}

function sorted(differences: readonly Difference[], name: string, parity: Parity): Omit<Mirror, 'compared'> {
  const allowances = parity.allowances.filter(({ difference }) => difference.split('/', 1)[0] === name);
  const used = new Set<Allowance>();
  const mirror: Omit<Mirror, 'compared'> = { undeclared: [], tolerated: [], declared: [], unused: [] };
  for (const difference of differences) {
    const matching = allowances.filter((one) => matchesPattern(difference.id, one.difference));
    for (const allowance of matching) used.add(allowance);
    const [allowance] = matching;
    if (allowance !== undefined) mirror.declared.push({ difference, allowance });
    else if (isAtLeast(difference.risk, parity.failsFrom)) mirror.undeclared.push(difference);
    else mirror.tolerated.push(difference);
  }
  return { ...mirror, unused: allowances.filter((allowance) => !used.has(allowance)) };
}

/** With another key every HMAC differs, and no value does. */
function refuseOtherKey({ keyId }: Snapshot, { hmacKey }: Parity, whereabouts: Whereabouts): void {
  const ours = hmacKey === undefined ? undefined : keyIdOf(filledIn(hmacKey, whereabouts));
  if (keyId === ours) return;
  const why =
    keyId === undefined
      ? 'was taken without a key'
      : ours === undefined
        ? 'was taken with one'
        : 'was taken with another one';
  throw unreadable(
    'configuration',
    `The hmacKey of parity.yaml cannot be right: the snapshot ${why}. Both sides need the same.`,
  );
}
