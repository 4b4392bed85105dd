import type { Staging } from '../records/staging.js';
import { UsageError } from '../records/usage-error.js';

const shortest = 6;

/** `apiKey`, `API_KEY` and `dbpassword` are; `monkey` is none. */
function isSecret(name: string): boolean {
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').split(/[^A-Za-z0-9]+/);
  return /secret|passw|token|credential/i.test(name) || words.some((word) => /^keys?$/i.test(word));
}

/**
 * What a staging record holds that belongs into no report: the wall's password, the database's, and settings that are
 * called so.
 * @throws UsageError for one that is too short to be taken out of a text.
 */
export function secretsOf({ access, database, metrics, settings, thirdParties }: Staging): string[] {
  const named = [settings, ...Object.values(thirdParties).map((party) => party.settings)].flatMap((one) =>
    Object.entries(one).filter(([name]) => isSecret(name)),
  );
  const found: [string, string][] = [
    ...(access === undefined ? [] : [['access.password', access.password] as [string, string]]),
    ...(database === undefined ? [] : passwordsOf(database).map((value): [string, string] => ['database', value])),
    ...(metrics?.authorization === undefined
      ? []
      : [['metrics.authorization', metrics.authorization.replace(/^\S+\s+/, '')] as [string, string]]),
    ...named,
  ];
  const short = found.find(([, value]) => value.length < shortest);
  if (short !== undefined) {
    throw new UsageError(
      `The staging record's ${short[0]} holds a secret of fewer than ${shortest} characters: too short to be kept out of reports.`,
    );
  }
  return [...new Set(found.map(([, value]) => value))];
}

/** The password of a connection string, as a URL (as it is written, and decoded) or as `key=value` pairs. */
function passwordsOf(database: string): string[] {
  if (URL.canParse(database)) {
    const { password, searchParams } = new URL(database);
    const asked = searchParams.get('password');
    return [...(password === '' ? [] : [password, decoded(password)]), ...(asked === null ? [] : [asked])];
  }
  const [, quoted, plain] = /(?:^|\s)password\s*=\s*(?:'((?:[^'\\]|\\.)*)'|(\S+))/i.exec(database) ?? [];
  return [quoted, plain].filter((value) => value !== undefined);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
