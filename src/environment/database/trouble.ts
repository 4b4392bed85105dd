/** By PostgreSQL's code, or the network's: why something could not be read. */
const meanings: Readonly<Record<string, string>> = {
  '25006': 'reading it would write something: a policy, a cast or a function that it takes does',
  '28000': 'it does not let this role in (pg_hba.conf)',
  '28P01': 'it does not take this password',
  '3D000': 'it has no database of this name',
  '42501':
    'this role may not read it, or row security would hide rows: GRANT SELECT, and BYPASSRLS where policies are on',
  '42P01': 'it was dropped meanwhile',
  '53300': 'the database has no connection left',
  '55P03': 'it stayed locked by somebody else for longer than the statement limit',
  '57014': 'a statement took longer than the statement limit',
  '57P01': 'the connection was ended by the administrator',
  '57P03': 'the database is starting up or shutting down',
  ECONNREFUSED: 'nothing listens at this address',
  ECONNRESET: 'the connection broke',
  ENOTFOUND: 'its host name leads nowhere',
  ETIMEDOUT: 'it did not answer',
};

/** An error in words. Never in the database's own: PostgreSQL quotes values in its messages. */
export function whyUnread(error: unknown): string {
  const code = codeOf(error);
  if (code === undefined) return 'the connection broke, or nothing answered in time';
  return meanings[code] ?? `the database refused with code ${code}`;
}

/** Whether the connection can be used on: the server itself refused one statement. */
export function isStatementTrouble(error: unknown): boolean {
  const code = codeOf(error);
  return code !== undefined && /^[0-9A-Z]{5}$/.test(code) && !/^(?:08|57P|E[A-Z]{4})/.test(code);
}

function codeOf(error: unknown): string | undefined {
  if (typeof error !== 'object' || error === null || !('code' in error)) return undefined;
  return typeof error.code === 'string' ? error.code : undefined;
}
