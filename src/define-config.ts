import type { ConfigInput } from './records/config.js';
import { UsageError } from './records/usage-error.js';

/** Types `staging.config.ts`. The engine validates it when it reads it. */
export function defineConfig(config: ConfigInput): ConfigInput {
  return config;
}

// The config file may be evaluated beside another copy of this module: the list must be one for the whole process.
const registry = Symbol.for('gonogo.secrets');
type Registry = { [registry]?: Map<string, string> };

/** The secrets that `secret()` has read so far, by name: what the redactor must find. */
export function secretsRead(): ReadonlyMap<string, string> {
  return ((globalThis as Registry)[registry] ??= new Map());
}

/**
 * A secret from the environment variable `name`. Its value is redacted from every text that a run writes.
 * @throws UsageError when the variable is not set, or too short to be redacted safely (under 6 characters).
 */
export function secret(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') {
    throw new UsageError(`secret('${name}'): the environment variable ${name} is not set. Set it and run again.`);
  }
  if (value.length < 6) {
    throw new UsageError(
      `secret('${name}'): its value is shorter than 6 characters, too short to be kept out of reports.`,
    );
  }
  secretsRead();
  (globalThis as Registry)[registry]?.set(name, value);
  return value;
}
