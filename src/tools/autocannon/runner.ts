import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { profile as profileSchema } from '../../records/check.js';
import { autocannonLacks } from '../../records/load-evidence.js';
import { furtherLimits, furtherLimitsVariable } from '../../records/further-limits.js';
import { parseLimit } from '../../records/limit-expression.js';
import { saturationExit } from '../../records/load-exit.js';
import { isOnOrigin } from '../../records/saturation.js';
import { staging as stagingSchema, type Staging } from '../../records/staging.js';
import { UsageError } from '../../records/usage-error.js';
import { replaceEvidence } from '../evidence-file.js';
import { watchLateness } from '../lateness.js';
import type { KeyedLimit } from '../limit-count.js';
import { readSaturation } from './definition.js';
import { startRecorder } from './recorder.js';
import { saturate, type Saturated } from './saturate.js';

const checkpointMs = 1000;

const exitCodes = {
  through: saturationExit.ranToItsEnd,
  capped: saturationExit.capped,
  'gave-up': saturationExit.gaveUp,
  interrupted: saturationExit.interrupted,
};

/** `node runner.js <script> <evidence file>`: see `command.ts`. Exit codes: `saturationExit`. */
async function main(script: string, evidenceFile: string): Promise<number> {
  const profile = profileSchema.parse(process.env['GONOGO_PROFILE']);
  const { saturation, limits } = await readSaturation(process.cwd(), script);
  const staging = stagingSchema.parse(JSON.parse(readFileSync(variable('GONOGO_STAGING'), 'utf8')));
  const url = urlOf(saturation.path, variable('GONOGO_TARGET'));
  const requests = requestsFor(saturation.connections);
  const recorder = startRecorder([...limits, ...limitsOfPolicy()], saturation.path);
  const startedAt = new Date().toISOString();
  const lateness = watchLateness();
  const write = (complete: boolean): void =>
    replaceEvidence(evidenceFile, {
      ...evidenceOf(script, startedAt, complete),
      ...recorder.figures(),
      lateMs: lateness.bySecond(),
    });

  // Before any load: a file that can't be written must fail here.
  write(false);
  const interrupt = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => interrupt.abort());
  const checkpoints = setInterval(() => write(false), checkpointMs);
  let ended: Saturated;
  try {
    ended = await saturate({
      saturation,
      url,
      seconds: saturation.seconds[profile],
      requests,
      headers: headersFor(staging),
      recorder,
      stop: interrupt.signal,
    });
  } finally {
    clearInterval(checkpoints);
    lateness.stop();
  }
  if (ended.refused > 0)
    process.stderr.write(`${url} took no connection: ${ended.refused} requests refused, nothing measured by them\n`);
  if (ended.exception !== undefined) process.stderr.write(`${script}: expectBody threw: ${ended.exception.message}\n`);
  write(ended.ending !== 'interrupted');
  return exitCodes[ended.ending];
}

/** Credentials go along: nothing but the target may be what they are sent to. */
function urlOf(path: string, target: string): string {
  if (!isOnOrigin(path, target)) throw new UsageError(`path: ${path} leads away from the target ${target}.`);
  return new URL(path, target).href;
}

/** Limits that policy.yaml makes tighter: counted besides the script's own. */
function limitsOfPolicy(): KeyedLimit[] {
  const further = furtherLimits.parse(JSON.parse(variable(furtherLimitsVariable)));
  return further.map(({ metric, expression }) => ({ key: metric, limit: parseLimit(metric, expression) }));
}

/** What the plan leaves to this script of caps.requests. */
function requestsFor(connections: number): number {
  const requests = Number(variable('GONOGO_REQUESTS'));
  if (requests >= connections) return requests;
  throw new UsageError(
    `connections: ${connections} are more than the ${requests} requests that caps.requests of staging.config.ts leaves.`,
  );
}

function headersFor({ access }: Staging): Record<string, string> {
  const credentials =
    access === undefined ? undefined : Buffer.from(`${access.username}:${access.password}`).toString('base64');
  return {
    'user-agent': variable('GONOGO_USER_AGENT'),
    ...(credentials === undefined ? {} : { authorization: `Basic ${credentials}` }),
  };
}

function evidenceOf(script: string, startedAt: string, complete: boolean) {
  return {
    schemaVersion: 2 as const,
    tool: 'autocannon' as const,
    lacks: [...autocannonLacks],
    toolVersion: autocannonVersion,
    runId: variable('GONOGO_RUN_ID'),
    script: { path: script, sha256: createHash('sha256').update(readFileSync(script)).digest('hex') },
    startedAt,
    finishedAt: new Date().toISOString(),
    complete,
    droppedIterations: 0,
    // The last answers are waited for.
    interruptedIterations: 0,
    // A path that leads elsewhere is refused before.
    unsent: { requests: 0, to: [] },
  };
}

const autocannonVersion = (createRequire(import.meta.url)('autocannon/package.json') as { version: string }).version;

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new UsageError(`${name} is not set: gonogo starts this, not people.`);
  return value;
}

const [script, evidenceFile] = process.argv.slice(2);
if (script === undefined || evidenceFile === undefined) {
  process.stderr.write('usage: runner.js <script> <evidence file>\n');
  process.exitCode = saturationExit.unusable;
} else {
  process.exitCode = await main(script, evidenceFile).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return error instanceof UsageError ? saturationExit.unusable : saturationExit.defect;
  });
}
