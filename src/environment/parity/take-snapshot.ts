import type { Parity } from '../../records/parity.js';
import { SetupError } from '../../records/setup-error.js';
import type { DataProfile } from '../../records/likeness.js';
import type { Snapshot } from '../../records/snapshot.js';
import { profileProduction } from '../likeness/judge-data.js';
import { filledIn } from './filled-in.js';
import { readSide, type Whereabouts } from './read-side.js';
import { keyIdOf } from './secrecy.js';
import { unreadable } from './text-source.js';

/**
 * Reads production through every configured reader, one after the other: whole or not at all.
 * @param now ISO 8601 in UTC.
 * @throws SetupError that names every reader that could not read, or found nothing.
 */
export async function takeSnapshot(parity: Parity, whereabouts: Whereabouts, now: string): Promise<Snapshot> {
  const readers: Snapshot['readers'] = [];
  const failures: string[] = [];
  for (const reader of parity.readers) {
    try {
      const { facts, where } = await readSide(reader, 'production', parity, whereabouts);
      if (facts.length === 0) failures.push(`  ${reader.name}: ${where} holds nothing to compare with.`);
      readers.push({ name: reader.name, count: facts.length, facts });
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      failures.push(`  ${reader.name}: ${error.message}`);
    }
  }
  let data: DataProfile | undefined;
  try {
    if (parity.data !== undefined) data = await profileProduction(parity.data, whereabouts);
  } catch (error) {
    if (!(error instanceof SetupError)) throw error;
    failures.push(`  data: ${error.message}`);
  }
  if (failures.length > 0)
    throw unreadable(
      'no-evidence',
      ['Production could not be read as a whole, so no snapshot was written:', ...failures].join('\n'),
    );
  const { hmacKey } = parity;
  const keyId = hmacKey === undefined ? {} : { keyId: keyIdOf(filledIn(hmacKey, whereabouts)) };
  return { schemaVersion: 1, takenAt: now, ...keyId, readers, ...(data === undefined ? {} : { data }) };
}
