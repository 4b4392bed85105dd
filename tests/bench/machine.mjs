// The sentence above the figures: without it they say nothing.
import { readFileSync } from 'node:fs';
import { cpus, totalmem, type as system } from 'node:os';
import path from 'node:path';
import { git } from './order.mjs';

/** @param {{ order: import('./order.mjs').Order, loads: number[] }} measured `loads`: the machine's load average before each pair and at the end */
export function machineOf({ order: { repository, profile, plan, k6, chromium, testWorkers }, loads }) {
  const [core] = cpus();
  const dirty =
    git(repository, 'status', '--porcelain', '--untracked-files=no') === '' ? '' : ' with uncommitted changes';
  const commit = `${git(repository, 'rev-parse', '--short=12', 'HEAD')}${dirty}`;
  const installed = (/** @type {string} */ name) =>
    JSON.parse(readFileSync(path.join(repository, 'node_modules', name, 'package.json'), 'utf8')).version;
  const tests = plan.checks.filter(({ source }) => source.kind === 'test').length;
  const load = `${Math.min(...loads).toFixed(1)} to ${Math.max(...loads).toFixed(1)}`;
  return [
    `${new Date().toISOString().slice(0, 10)}, profile ${profile}: ${tests} tests with ${testWorkers} workers, ${plan.checks.length} checks;`,
    `commit ${commit}.`,
    `${cpus().length} cores, ${core?.model.trim()}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${system()};`,
    `load average before each pair and at the end ${load}.`,
    `Node ${process.versions.node}, Playwright ${installed('@playwright/test')}, ${chromium.version}, k6 ${k6.version},`,
    `autocannon ${installed('autocannon')}.`,
  ].join('\n');
}
