import { readConfig } from '../plan/config.js';
import { policyFile, readPolicy } from '../plan/policy.js';
import { refuseUnsafe } from '../plan/target.js';
import type { Config } from '../records/config.js';
import { UsageError } from '../records/usage-error.js';
import { ask } from '../stages/ask.js';
import { authorization } from '../stages/identity.js';
import { playwrightInstalled } from '../tools/playwright/installed.js';
import { version } from '../version.js';

/** A look at one thing that a run needs: its name, and what is found. Throws, in words, what is missing and what to do. */
export type Look = readonly [name: string, look: () => Promise<string> | string];

const answersWithinMs = 5000;

/** What a project says of itself, and whether its target answers: to one request, and never to production. */
export function projectLooks(projectDir: string): Look[] {
  return [
    ['config', () => configInWords(readConfig(projectDir))],
    ['policy', () => policyInWords(projectDir)],
    ['tests', () => playwrightInstalled(projectDir)],
    ['target', () => lookAtTarget(projectDir)],
  ];
}

function configInWords({ name, production }: Config): string {
  const { length } = production.hosts;
  const guarded = length === 0 ? 'no production hosts named' : `production hosts named: ${length}`;
  return `staging.config.ts, ${name} (${guarded})`;
}

function policyInWords(projectDir: string): string {
  const { origin } = readPolicy(projectDir);
  return origin === 'default' ? `no ${policyFile}: the safe default, which "gonogo plan" prints` : origin;
}

async function lookAtTarget(projectDir: string): Promise<string> {
  const config = configOf(projectDir);
  if ('start' in config.staging) return `none until a run starts it: "${config.staging.start}"`;
  const staging = { schemaVersion: 1 as const, ...config.staging };
  await refuseUnsafe(config, staging, 'staging.config.ts');
  const { target } = staging;
  const headers = { ...authorization(staging), 'user-agent': `gonogo/${version} run/doctor` };
  const { status } = await ask(target, headers, answersWithinMs).catch((error: unknown) => {
    const why = error instanceof Error ? error.message : String(error);
    throw new Error(`${target} does not answer: ${why}. Is staging up, and its address in staging.config.ts right?`);
  });
  if (status === 401)
    throw new Error(`${target} answers 401: give its login wall's credentials as staging.access in staging.config.ts.`);
  if (status >= 500) throw new Error(`${target} answers ${status}: staging is up and broken. Look into its own log.`);
  return `${target} answers ${status}`;
}

function configOf(projectDir: string): Config {
  try {
    return readConfig(projectDir);
  } catch {
    // What is wrong with it is said in its own line.
    throw new UsageError('Nobody knows where it is before staging.config.ts can be read.');
  }
}
