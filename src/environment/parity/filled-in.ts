import type { Staging } from '../../records/staging.js';
import { SetupError } from '../../records/setup-error.js';

/** What `${…}` in parity.yaml and other files can name. */
export interface Named {
  /** Absent where production is read: `${staging.…}` is refused there. */
  staging?: Pick<Staging, 'target' | 'database' | 'settings'>;
  env: Readonly<Record<string, string | undefined>>;
}

const reference = /\$\{([^}]*)\}/g;

/**
 * Fills in `${staging.target}`, `${staging.database}`, `${staging.settings.NAME}` and `${env.NAME}`.
 * @param file that the text is from, for the error.
 * @throws SetupError that names what is not there; never its value.
 */
export function filledIn(text: string, named: Named, file = 'parity.yaml'): string {
  return text.replace(reference, (written, name: string) => {
    const value = valueOf(name, named);
    if (value !== undefined && value !== '') return value;
    throw new SetupError(`${file} asks for ${written}, ${whyNot(name, named)}.`, 'configuration');
  });
}

function valueOf(name: string, { staging, env }: Named): string | undefined {
  const [, variable] = /^env\.(\w+)$/.exec(name) ?? [];
  if (variable !== undefined) return env[variable];
  if (staging === undefined) return undefined;
  if (name === 'staging.target') return staging.target;
  if (name === 'staging.database') return staging.database;
  const [, setting] = /^staging\.settings\.([\w-]+)$/.exec(name) ?? [];
  return setting === undefined || !Object.hasOwn(staging.settings, setting) ? undefined : staging.settings[setting];
}

function whyNot(name: string, { staging }: Named): string {
  if (name.startsWith('env.')) return 'and this environment variable is not set: set it and run again';
  const known = 'staging.target, staging.database, staging.settings.NAME and env.NAME are known';
  if (!/^staging\.(target|database|settings\.[\w-]+)$/.test(name)) return `which nothing answers to: ${known}`;
  return staging === undefined
    ? 'and there is no staging where production is read'
    : 'and the staging record does not hold it';
}
