import { appendFileSync, existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { UsageError } from '../records/usage-error.js';
import { bundleIn } from '../release/bundle.js';
import { readSigningKey } from '../release/keys.js';
import { emptyLedger, ledgerLine, readLedger, type Ledger } from '../release/ledger.js';
import { sign } from '../release/sign.js';
import { writeWhole } from '../run-folder/files.js';
import { judgeRun } from '../run-folder/judge.js';

/** `gonogo sign <run>`: signs what a run's evidence says, whatever it says, and records it in the ledger. */
export async function signRun(runDir: string, options: { key: string; ledger?: string }): Promise<number> {
  const key = readSigningKey(options.key);
  const ledger = options.ledger === undefined ? undefined : ledgerIn(options.ledger);
  const { files, entry, said } = sign(bundleIn(runDir, judgeRun), key, ledger);
  for (const [file, text] of files) await writeWhole(path.join(runDir, file), text, String);
  if (options.ledger !== undefined && entry !== undefined) appendFileSync(options.ledger, ledgerLine(entry));
  process.stdout.write(`${said}\n`);
  return 0;
}

function ledgerIn(file: string): Ledger {
  if (!existsSync(file)) return emptyLedger;
  const ledger = readLedger(readFileSync(file));
  if ('flaw' in ledger)
    throw new UsageError(`${file} is no whole ledger: ${ledger.flaw}. Get it from where it is kept.`);
  return ledger;
}
