// `npm test`: every step, also on a fresh clone (plain Node until the packages are installed).
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { endAll } from './all/command.mjs';
import { runStep } from './all/run-step.mjs';
import { steps } from './all/steps.mjs';
import { table } from './all/table.mjs';

const LANES = 2;
const HEARTBEAT_MS = 30_000;

const repository = fileURLToPath(new URL('../', import.meta.url));
const logs = path.join(repository, '.gonogo', 'tests');
mkdirSync(logs, { recursive: true });

const all = steps(repository, logs);
const { values } = parseArgs({ options: { only: { type: 'string', multiple: true } } });
const unknown = (values.only ?? []).filter((id) => !all.some((step) => step.id === id));
if (unknown.length > 0) {
  console.error(`No step is called ${unknown.join(', ')}. Steps: ${all.map((step) => step.id).join(', ')}.`);
  process.exit(2);
}
const wanted = all.filter((step) => values.only === undefined || values.only.includes(step.id));

for (const [signal, code] of /** @type {[NodeJS.Signals, number][]} */ ([
  ['SIGINT', 130],
  ['SIGTERM', 143],
])) {
  process.once(signal, () => {
    endAll();
    process.exit(code);
  });
}

const results = [];
const { ensureBuilt, ensureInstalled } = await import('../bin/install.mjs');
const installed = await prepare('install', () => ensureInstalled({ packageDir: repository }));
const built = installed && (await prepare('build', () => ensureBuilt({ packageDir: repository })));

// Without packages no step can say anything; without a build all but the command itself can.
if (installed) await inLanes(wanted.filter((step) => !step.alone));
if (built) for (const step of wanted.filter((each) => each.alone)) await tell(step);

const { text, passed, failed } = table(['install', 'build', ...all.map((step) => step.id)], results);
console.log(`\n${text}\n`);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 && passed > 0 ? 0 : 1;

/**
 * What every step needs; counted only when it fails.
 *
 * @param {string} id
 * @param {() => Promise<void>} act
 */
async function prepare(id, act) {
  const startedAt = performance.now();
  try {
    await act();
    return true;
  } catch (error) {
    const complaint = error instanceof Error ? error.message : String(error);
    console.log(`✗ ${id}\n${complaint.replace(/^/gm, '    ')}`);
    results.push({ id, passed: 0, failed: 1, skipped: 0, durationMs: performance.now() - startedAt });
    return false;
  }
}

/** @param {import('./all/steps.mjs').Step[]} waiting steps that share the machine */
async function inLanes(waiting) {
  const lane = async () => {
    for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) await tell(step);
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

/** @param {import('./all/steps.mjs').Step} step */
async function tell(step) {
  const startedAt = performance.now();
  const heartbeat = setInterval(() => {
    console.log(
      `… ${step.id} has run for ${Math.round((performance.now() - startedAt) / 1000)} s (limit ${step.limitS} s)`,
    );
  }, HEARTBEAT_MS);
  const result = await runStep(step, { repository, logs });
  clearInterval(heartbeat);
  const seconds = (result.durationMs / 1000).toFixed(1);
  console.log(`${result.failed === 0 ? '✓' : '✗'} ${step.id}: ${step.promise} (${seconds} s)`);
  for (const complaint of result.complaints) console.log(complaint.trimEnd().replace(/^/gm, '    '));
  if (result.failed > 0) console.log(`    whole output: ${path.relative(repository, result.logFile)}`);
  results.push(result);
}
