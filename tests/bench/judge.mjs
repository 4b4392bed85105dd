// `node tests/bench/judge.mjs`: how long judging takes, in memory and from disk. docs/performance.md has the figures.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { ensureBuilt } from '../../bin/install.mjs';

const [checks, runs] = process.argv.slice(2).map(Number).concat(10_000, 50);
if (!(checks > 3 && runs > 0)) throw new Error('Write: node tests/bench/judge.mjs [checks] [runs]');
await ensureBuilt();
const { digestOf } = await import('../../dist/evidence/digest.js');
const { openEvidence } = await import('../../dist/evidence/store.js');
const { judgeRun, readRun, verdictOf } = await import('../../dist/run-folder/judge.js');
const { drawnPlan, recordsOf, policy, at } = await import('./judged-runs.mjs');

/** @param {() => void} act @returns {number} seconds */
function secondsOf(act) {
  const startedAt = performance.now();
  act();
  return (performance.now() - startedAt) / 1000;
}

/** @param {string} what @param {number} seconds @param {string} [more] */
function say(what, seconds, more = '') {
  const perSecond = Math.round((checks * runs) / seconds).toLocaleString('en');
  console.log(`${what.padEnd(48)} ${seconds.toFixed(2).padStart(7)} s  ${perSecond.padStart(11)} rows/s${more}`);
}

const folder = mkdtempSync(path.join(tmpdir(), 'gonogo-bench-judge-'));
try {
  const dirs = Array.from({ length: runs }, (_, n) => path.join(folder, `run-${n}`));
  for (const dir of dirs) writeRun(dir);
  const load = loadavg()
    .map((one) => one.toFixed(1))
    .join(', ');
  console.log(
    `${checks} checks × ${runs} runs, Node ${process.versions.node}, ${cpus().length} cores, load average ${load}\n`,
  );

  /** @type {Map<string, number>} */
  const words = new Map();
  let [reading, judging, hashing, processor] = [0, 0, 0, 0];
  for (const dir of dirs) {
    /** @type {ReturnType<typeof readRun> | undefined} */
    let run;
    reading += secondsOf(() => void (run = readRun(dir)));
    const { evidence } = /** @type {ReturnType<typeof readRun>} */ (run);
    hashing += secondsOf(() => evidence.records.forEach((record) => void digestOf(record)));
    const before = process.cpuUsage();
    judging += secondsOf(() => {
      const { verdict } = verdictOf(/** @type {ReturnType<typeof readRun>} */ (run), at);
      words.set(verdict, (words.get(verdict) ?? 0) + 1);
    });
    const { user, system } = process.cpuUsage(before);
    processor += (user + system) / 1_000_000;
  }
  const whole = secondsOf(() => dirs.forEach((dir) => void judgeRun(dir, at)));
  const share = (/** @type {number} */ part) => `  (${Math.round((100 * part) / (reading + judging))} %)`;
  say('judging, evidence in memory', judging, '  budget for 10,000 × 50: 2 s');
  say('  its processor time, that of collecting included', processor);
  say('from disk: read, check, hash, judge', whole);
  say('  of which reading and checking its shape', reading - hashing, share(reading - hashing));
  say('  of which hashing', hashing, share(hashing));
  say('  of which judging', judging, share(judging));
  console.log(`\n${[...words].map(([word, n]) => `${n} × ${word}`).join(', ')}`);
  if (checks === 10_000 && runs === 50 && judging > 2) process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}

/** @param {string} dir */
function writeRun(dir) {
  const plan = drawnPlan(path.basename(dir), checks);
  mkdirSync(dir);
  const writer = openEvidence(dir, plan.runId);
  writeFileSync(path.join(dir, 'evidence', 'raw.jsonl'), 'what the tools said\n');
  const raw = [writer.keep('evidence/raw.jsonl')];
  writer.record(recordsOf(plan).map((record) => ({ ...record, raw })));
  writer.seal(digestOf(plan), { name: 'shop', startedAt: at, finishedAt: at, durationMs: 1, identityDeclared: false });
  const files = { plan, policy, waivers: [], quarantine: [] };
  for (const [name, value] of Object.entries(files))
    writeFileSync(path.join(dir, `${name}.json`), JSON.stringify(value));
}
