// `npm run bench`: what gonogo costs beside the bare tools that it runs. docs/performance.md says what the figures mean.
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ensureBuilt, ensureInstalled } from '../../bin/install.mjs';
import { outcomeOf, ratiosOf, tableOf } from './figures.mjs';
import { writePage } from './page.mjs';
import { endAll, startStaging } from './processes.mjs';

const repository = fileURLToPath(new URL('../../', import.meta.url));
const exits = { withinBudgets: 0, overBudget: 1, usage: 2, notMeasured: 3 };

const { profile, pairs, write } = wanted();
const folder = mkdtempSync(path.join(tmpdir(), 'gonogo-bench-'));
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM'])) process.once(signal, () => void leave(130));

try {
  await ensureInstalled({ packageDir: repository });
  await ensureBuilt({ packageDir: repository });
  process.exitCode = await bench();
  rmSync(folder, { recursive: true, force: true });
} catch (error) {
  console.error(`bench: not measured: ${error instanceof Error ? error.message : String(error)}`);
  console.error(`bench: what was left is in ${folder}`);
  process.exitCode = exits.notMeasured;
} finally {
  await endAll();
}

async function bench() {
  // Only now: these need what was installed and built.
  const { runBareTools } = await import('./bare-tools.mjs');
  const { runEngine } = await import('./engine.mjs');
  const { machineOf } = await import('./machine.mjs');
  const { orderOf } = await import('./order.mjs');
  const staging = await startStaging(repository, folder);
  const order = await orderOf({ repository, folder, profile, staging });
  // Uncounted: a staging that nobody has used yet is slower, and whoever came first would pay for it.
  await runBareTools(order, 0);
  const loads = [loadavg()[0] ?? NaN];
  const measured = [];
  for (let pair = 1; pair <= pairs; pair += 1) {
    // Every second pair the other way round: what warms up or fills up meets both alike.
    const engineFirst = pair % 2 === 1;
    const before = engineFirst ? undefined : await runBareTools(order, pair);
    const engine = await runEngine(order, pair);
    const tools = before ?? (await runBareTools(order, pair));
    console.log(
      `pair ${pair}: gonogo ${seconds(engine.wallMs)}, GO; bare tools ${seconds(tools.wallMs)}, ${tools.counted}`,
    );
    const ratios = ratiosOf(engine, tools);
    console.log(
      `  ${Object.entries(ratios)
        .map(([name, ratio]) => `${name} ${ratio?.toFixed(4) ?? 'not measured'}`)
        .join(', ')}`,
    );
    measured.push({ engine, tools, ratios });
    loads.push(loadavg()[0] ?? NaN);
  }
  const isPromised = profile === 'standard' && pairs >= 5;
  const caveat = isPromised ? [] : ['A first impression: the budgets are for five pairs or more on `standard`.'];
  const figures = [machineOf({ order, loads }), tableOf(measured), ...caveat].join('\n\n');
  console.log(`\n${figures}`);
  if (write) writePage(repository, figures);
  return exits[outcomeOf(measured)];
}

function wanted() {
  const options = /** @type {const} */ ({
    profile: { type: 'string', default: 'standard' },
    pairs: { type: 'string', default: '6' },
    write: { type: 'boolean', default: false },
  });
  try {
    const { values } = parseArgs({ options });
    const count = Number(values.pairs);
    if (!Number.isInteger(count) || count < 1) throw new Error('--pairs wants a whole number from 1');
    if (!['smoke', 'standard', 'full'].includes(values.profile))
      throw new Error('--profile is smoke, standard or full');
    return { profile: values.profile, pairs: count, write: values.write };
  } catch (error) {
    console.error(`bench: ${error instanceof Error ? error.message : String(error)}`);
    console.error('usage: npm run bench -- [--profile smoke|standard|full] [--pairs 6] [--write]');
    return process.exit(exits.usage);
  }
}

/** @param {number} code */
async function leave(code) {
  await endAll();
  rmSync(folder, { recursive: true, force: true });
  process.exit(code);
}

/** @param {number} ms */
function seconds(ms) {
  return `${(ms / 1000).toFixed(1)} s`;
}
