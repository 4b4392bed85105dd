// `node tests/bench/evidence-limits.mjs`: how fast k6 is at most with `--out evidence`, beside none, and what a million
// requests leave in its memory, beside k6 with thresholds of its own. docs/load-evidence.md says what the figures mean.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { liveGrowth } from './evidence-figures.mjs';
import { median } from './figures.mjs';
import { exits, runK6, wholeNumbers, withK6Bench } from './k6-runs.mjs';

const promised = { pairs: 7, seconds: 20, requests: 1_000_000 };
const { pairs, seconds, requests } = wholeNumbers(promised);
/** Far more than one processor needs to be busy. */
const vus = 20;
const steps = 20;
const oneProcessor = { before: ['taskset', '-c', '0'] };

process.exitCode = await withK6Bench(async (place) => {
  // k6 has one processor for itself and the server, which needs less, the other: so it is k6 that sets the pace.
  execFileSync('taskset', ['-acp', '1', String(process.pid)], { stdio: 'ignore' });
  const isFast = await fastest(place);
  const isFlat = await million(place);
  const isFirst = pairs < promised.pairs || seconds < promised.seconds || requests < promised.requests;
  if (isFirst)
    console.log(
      `\nA first impression: the budgets are for ${promised.pairs} pairs of ${promised.seconds} s, and ${promised.requests} requests.`,
    );
  return isFirst || (isFast && isFlat) ? exits.withinBudgets : exits.overBudget;
});

/**
 * k6 as it comes, which reckons its summary; k6 that was told to reckon nothing at all; and as gonogo runs it.
 *
 * @param {string} file
 */
function ways(file) {
  return {
    stock: [],
    nothing: ['--no-thresholds', '--summary-mode=disabled'],
    evidence: ['--no-thresholds', '--summary-mode=disabled', '--out', `evidence=${file}`],
  };
}

/** @param {import('./k6-runs.mjs').K6Bench} place */
async function fastest({ k6, folder, url, served }) {
  const script = path.join(folder, 'fast.k6.js');
  writeFileSync(script, scriptOf(url, `{ executor: 'constant-vus', vus: ${vus}, duration: '${seconds}s' }`));
  console.log(`\nAs fast as it can, ${vus} users, ${pairs} rounds of ${seconds} s; requests a second:`);
  const names = /** @type {const} */ (['stock', 'nothing', 'evidence']);
  const rounds = [];
  for (let round = 0; round < pairs; round += 1) {
    const rates = { stock: 0, nothing: 0, evidence: 0 };
    for (let turn = 0; turn < names.length; turn += 1) {
      const way = names[(round + turn) % names.length] ?? 'stock';
      const before = served();
      const server = process.cpuUsage();
      const words = [...ways(path.join(folder, 'out.json'))[way], script];
      const { cpuS } = await runK6(k6, words, seconds + 60, oneProcessor);
      const busy = process.cpuUsage(server);
      rates[way] = (served() - before) / seconds;
      if (cpuS < 0.9 * seconds) throw new Error(`k6 used ${cpuS} s of ${seconds} s: something else set the pace`);
      if ((busy.user + busy.system) / 1e6 > 0.95 * seconds) throw new Error('the server set the pace');
    }
    rounds.push(rates);
    console.log(`round ${round + 1}: ${names.map((way) => `${way} ${rates[way].toFixed(0)}`).join(', ')}`);
  }
  const shares = (/** @type {'stock' | 'nothing'} */ than) => rounds.map((rates) => rates.evidence / rates[than]);
  for (const than of /** @type {const} */ (['stock', 'nothing'])) {
    const all = shares(than);
    const spread = `${Math.min(...all).toFixed(3)} to ${Math.max(...all).toFixed(3)}`;
    console.log(`evidence: ${median(all).toFixed(3)}× ${than} (${spread})`);
  }
  return told('fastest rate ≥ 0.98 of stock k6', median(shares('stock')) >= 0.98);
}

/** @param {import('./k6-runs.mjs').K6Bench} place */
async function million({ k6, folder, url }) {
  const script = path.join(folder, 'many.k6.js');
  // A quarter more, before the first look: until then k6 allocates what it needs once.
  const all = Math.round(1.25 * requests);
  const limits = `thresholds: { http_req_duration: ['p(95)<1000'], http_req_failed: ['rate<0.01'] },`;
  const scenario = `{ executor: 'shared-iterations', vus: ${vus}, iterations: ${all}, maxDuration: '20m' }`;
  writeFileSync(script, scriptOf(url, scenario, limits));
  console.log(`\nLive heap, grown by ${requests} requests:`);
  const { evidence, stock } = ways(path.join(folder, 'out.json'));
  const grown = [];
  for (const [way, words] of Object.entries({ 'as gonogo runs it': evidence, 'stock k6, with thresholds': stock })) {
    const env = { GODEBUG: 'gctrace=1' };
    const { stderr } = await runK6(k6, [...words, script], 20 * 60, { ...oneProcessor, env });
    const bytes = liveGrowth(stderr, requests / all);
    grown.push(bytes);
    console.log(`${(bytes / 1e6).toFixed(1)} MB ${way}`);
  }
  return told('live heap grows by ≤ 5 MB', Number(grown[0]) <= 5e6);
}

/** @param {string} url @param {string} scenario @param {string} [more] */
function scriptOf(url, scenario, more = '') {
  return `import http from 'k6/http';
import exec from 'k6/execution';
export const options = { discardResponseBodies: true, scenarios: { null: ${scenario} }, ${more} };
export default function () {
  http.get('${url}', { tags: { name: 'step ' + (exec.scenario.iterationInTest % ${steps}) } });
}
`;
}

/** @param {string} budget @param {boolean} isKept */
function told(budget, isKept) {
  console.log(`${isKept ? 'kept  ' : 'BROKEN'} ${budget}`);
  return isKept;
}
