import { readFileSync } from 'node:fs';
import { UsageError } from '../records/usage-error.js';
import { readTrust, type Trust } from '../release/trust.js';

/** The trust file that `--trust` names. @throws UsageError when it is not there, or is none. */
export function trustIn(file: string): Trust {
  let bytes: Buffer;
  try {
    bytes = readFileSync(file);
  } catch {
    throw new UsageError(`--trust ${file}: there is no such file, or it cannot be read.`);
  }
  return readTrust(bytes, file);
}
