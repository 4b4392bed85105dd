import { canonicalJson } from '../evidence/canonical-json.js';
import { sha256 } from '../evidence/digest.js';
import { ledgerEntry, type LedgerEntry } from '../records/ledger.js';
import { strictly } from './strict-json.js';

/** What the first line extends. */
const genesis = '0'.repeat(64);

/** A whole ledger, in order. `head` is what the next line extends. */
export interface Ledger {
  entries: readonly LedgerEntry[];
  head: string;
}

/** Reads a ledger: one JSON line per signed run, each with the digest of the line before it. */
export function readLedger(bytes: Buffer): Ledger | { flaw: string } {
  const lines = bytes.toString('latin1').split('\n');
  if (lines.pop() !== '') return { flaw: `line ${lines.length + 1} is torn off before its end` };
  const entries: LedgerEntry[] = [];
  let head = genesis;
  for (const [index, text] of lines.entries()) {
    const line = Buffer.from(text, 'latin1');
    const parsed = strictly(line, ledgerEntry);
    if (!parsed.success) return { flaw: `line ${index + 1}: ${parsed.flaw}` };
    if (parsed.data.prev !== head)
      return { flaw: `line ${index + 1} does not extend the line before it: something was removed, changed or put in` };
    entries.push(parsed.data);
    head = sha256(line);
  }
  return { entries, head };
}

export const emptyLedger: Ledger = { entries: [], head: genesis };

/** The line that a ledger is extended with. */
export function ledgerLine(entry: LedgerEntry): string {
  return `${canonicalJson(entry)}\n`;
}

/**
 * The earlier runs of this artifact, oldest first. Another build of the same commit counts: who builds again has not
 * changed what was tried.
 */
export function runsOf(
  { artifact, commit }: Pick<LedgerEntry, 'artifact' | 'commit'>,
  entries: readonly LedgerEntry[],
): LedgerEntry[] {
  return entries.filter(
    (entry) => (artifact !== null && entry.artifact === artifact) || (commit !== null && entry.commit === commit),
  );
}

/** `attempt 3; earlier: NO-GO, INCONCLUSIVE`: best of n is visible. */
export function attemptSaid(earlier: readonly LedgerEntry[]): string {
  const words = earlier.map(({ verdict }) => verdict);
  return `attempt ${earlier.length + 1}${words.length === 0 ? '' : `; earlier: ${words.join(', ')}`}`;
}
