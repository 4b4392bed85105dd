// `node tests/bench/same-release.mjs [runs]`: how often the reference's release is called worse than itself. Each run is
// `gonogo verify --aa --profile smoke`, ten pairs, about five minutes. docs/performance.md has the figures.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { git } from './order.mjs';

const runs = Number(process.argv[2] ?? 10);
if (!Number.isInteger(runs) || runs < 1) throw new Error('Write: node tests/bench/same-release.mjs [runs]');
const repository = path.resolve(import.meta.dirname, '..', '..');
const reports = mkdtempSync(path.join(tmpdir(), 'same-release-'));
process.on('exit', () => rmSync(reports, { recursive: true, force: true }));

console.log(`${new Date().toISOString().slice(0, 10)}, commit ${git(repository, 'rev-parse', '--short=12', 'HEAD')}\n`);
/** @type {Map<string, number>} */
const outcomes = new Map();
let errors = 0;
for (let nth = 1; nth <= runs; nth += 1) {
  const words = ['bin/gonogo.mjs', 'verify', '--aa', '--profile', 'smoke', '--out', reports];
  const { status, stderr } = spawnSync(process.execPath, words, {
    cwd: repository,
    encoding: 'utf8',
    stdio: ['ignore', 'ignore', 'pipe'],
    timeout: 20 * 60_000,
    killSignal: 'SIGINT',
  });
  // INCONCLUSIVE, since nothing else was checked; 1 is a release that is worse than itself.
  if (status !== 3 && status !== 1) throw new Error(`gonogo ended with exit ${status}:\n${stderr.slice(-2000)}`);
  const { checks } = JSON.parse(readFileSync(path.join(reports, 'latest', 'verdict.json'), 'utf8'));
  if (checks.length === 0) throw new Error('nothing was compared');
  console.log(`Run ${nth} of ${runs}, load average ${loadavg()[0]?.toFixed(1)}`);
  for (const { id, outcome, reasonCode, message } of checks) {
    console.log(`  ${id}: ${outcome}: ${message}`);
    const word = outcome === 'insufficient' ? `${reasonCode}` : outcome;
    outcomes.set(word, (outcomes.get(word) ?? 0) + 1);
    if (!['passed', 'interval-straddles-limit'].includes(word)) errors += 1;
  }
}
console.log(`\n${runs} runs: ${[...outcomes].map(([word, times]) => `${times} ${word}`).join(', ')}`);
if (errors > 0) {
  console.log(`${errors} comparisons found the release worse than itself, or measured nothing.`);
  process.exitCode = 1;
}
