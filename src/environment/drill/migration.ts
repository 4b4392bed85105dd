import type { LockSpan, LockWatch } from '../../records/drill.js';
import type { Rollback } from '../../records/rollback.js';
import { SetupError } from '../../records/setup-error.js';
import { seconds, type Judged } from './judged.js';

/**
 * Was the migration quick, and was nobody kept waiting for long?
 * @throws SetupError when the watch saw too little to say so: a lock that it did not see is not one that was not there.
 */
export function judgeMigration(watch: LockWatch, { limits, productionRows }: Rollback): Judged {
  const { lockMs, migrationS } = limits;
  const [longest] = watch.held;
  const migration = watch.migration;
  const over = [longest, watch.waited]
    .filter((span) => span !== undefined)
    .filter(({ atLeastMs }) => atLeastMs > lockMs);
  const findings = [
    ...over.map(
      (span) => `${told(span, watch).replace(/^a /, 'A ')}: over the limit of ${lockMs} ms (rollback.limits.lockMs).`,
    ),
    ...(migration !== undefined && migration.atLeastMs > migrationS * 1000
      ? [
          `The migration took ${seconds(migration.atLeastMs)} at least: over the limit of ${migrationS} s (rollback.limits.migrationS).`,
        ]
      : []),
  ];
  if (findings.length === 0) refuseUnproven(watch, lockMs, migrationS);
  const said = [
    migration === undefined ? 'no session changed a table' : `the migration took ${seconds(migration.atMostMs)}`,
    longest === undefined ? `no table was locked for ${seconds(watch.longestGapMs)} or more` : told(longest, watch),
    ...(watch.waited === undefined ? [] : [waitOf(watch.waited)]),
    ...forecast(watch, productionRows, lockMs),
  ];
  return {
    expected: `no lock of over ${lockMs} ms, and a migration of at most ${migrationS} s`,
    actual: said.join('; '),
    findings,
    evidence: watch,
  };
}

function refuseUnproven(watch: LockWatch, lockMs: number, migrationS: number): void {
  const { looks, longestGapMs, held, waited, migration, flaw } = watch;
  if (flaw !== undefined)
    throw new SetupError(
      `The locks of staging's database could not be watched${looks === 0 ? '' : ' to the end of the deploy'}: ${flaw}.`,
      looks === 0 ? 'staging-unreachable' : 'staging-died',
      'environment',
    );
  if (looks === 0)
    throw new SetupError('Nobody looked at the locks of the database during the deploy.', 'zero-samples');
  const most = Math.max(longestGapMs, ...[held[0], waited].map((span) => (span === undefined ? 0 : span.atMostMs)));
  if (most > lockMs)
    throw new SetupError(
      `A lock may have lasted ${seconds(most)}, with a limit of ${lockMs} ms: between two looks at the database ${seconds(longestGapMs)} went by.`,
      'interval-straddles-limit',
    );
  if (migration !== undefined && migration.atMostMs > migrationS * 1000)
    throw new SetupError(
      `The migration took between ${seconds(migration.atLeastMs)} and ${seconds(migration.atMostMs)}, with a limit of ${migrationS} s.`,
      'interval-straddles-limit',
    );
}

function told(span: LockSpan, { waited }: LockWatch): string {
  return span === waited
    ? waitOf(span)
    : `${span.table ?? 'a table'} was locked (${span.mode}) for ${seconds(span.atLeastMs)}`;
}

function waitOf({ table, atLeastMs }: LockSpan): string {
  return `a statement waited ${seconds(atLeastMs)} for ${table === null ? 'a row or a transaction' : table}`;
}

/**
 * What the longest lock would be in production if it takes time in proportion to the table's rows, as rewriting a table,
 * checking it or making an index does. What only changes the catalog takes as long as here. A forecast fails nothing.
 */
function forecast({ held, rows }: LockWatch, productionRows: Rollback['productionRows'], lockMs: number): string[] {
  return held.flatMap(({ table, atMostMs }) => {
    if (table === null) return [];
    const [here, there] = [rows[table], productionRows[table]];
    if (here === undefined || here === 0 || there === undefined) return [];
    const ms = (atMostMs * there) / here;
    const over = ms > lockMs ? `, over ${lockMs} ms` : '';
    return [
      `forecast, not judged: at production's ${there} rows of ${table} in place of ${here} at most about ${seconds(ms)}${over}`,
    ];
  });
}
