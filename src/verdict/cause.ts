import type { JudgedCheck } from '../records/verdict.js';

/** Errors that say that nothing answered: one cause, whichever step ran into it. */
const unreachable =
  /ERR_CONNECTION_\w+|ERR_EMPTY_RESPONSE|ERR_ADDRESS_UNREACHABLE|ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENOTFOUND/;

/** What is wrong with staging as a whole is one cause, however many checks it keeps from being measured. */
const ofStaging: readonly (string | undefined)[] = [
  'staging-unreachable',
  'staging-died',
  'wrong-release',
  'mixed-replicas',
  'subject-changed',
  'no-identity',
];

/** Two checks with one cause fell short in the same way: same failing step, same error but for numbers and names. */
export function causeOf(check: JudgedCheck): string {
  const way = [check.outcome, check.reasonCode, check.attribution];
  if (ofStaging.includes(check.reasonCode)) return JSON.stringify(way);
  if (unreachable.test(check.message)) return JSON.stringify([...way, 'unreachable']);
  return JSON.stringify([...way, check.failingStep, normalised(check.message)]);
}

/** An error without what differs from run to run: ids, times, ports, quoted values, colours. */
export function normalised(message: string): string {
  return message
    .toLowerCase()
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, '<id>')
    .replace(/"[^"]*"|'[^']*'|`[^`]*`/g, '<value>')
    .replace(/\b(?=[0-9a-f]*\d)[0-9a-f]{7,}\b/g, '<id>')
    .replace(/\d+(\.\d+)?/g, '<n>')
    .replace(/\s+/g, ' ')
    .trim();
}
