// `node tests/bench/personal-data-scan.mjs [rows] [scans]`: how long the search for personal data takes in a real
// PostgreSQL, how much memory, and what somebody else's queries take meanwhile. docs/performance.md has the figures.
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { createJiti } from 'jiti';
import pg from 'pg';
import { ensureBuilt } from '../../bin/install.mjs';
import { median } from './figures.mjs';

const self = fileURLToPath(import.meta.url);
if (process.argv[2] === 'scan') await scan(String(process.argv[3]));
else await bench(...process.argv.slice(2).map(Number));

/**
 * One scan, in a process of its own, so that its memory is its own.
 * @param {string} database
 */
async function scan(database) {
  const { scanPersonalData } = await import('../../dist/environment/personal-data/scan.js');
  const before = process.resourceUsage().maxRSS;
  const startedAt = performance.now();
  const { findings, tables } = await scanPersonalData({ database, fullRows: 100_000_000 });
  const seconds = (performance.now() - startedAt) / 1000;
  const { maxRSS } = process.resourceUsage();
  const read = tables.reduce((sum, table) => sum + table.read, 0);
  console.log(JSON.stringify({ seconds, read, findings, beforeMb: before / 1024, mostMb: maxRSS / 1024 }));
}

async function bench(rows = 1_000_000, scans = 7) {
  if (!(rows > 0 && scans > 0)) throw new Error('Write: node tests/bench/personal-data-scan.mjs [rows] [scans]');
  await ensureBuilt();
  /** @type {{ startPostgres: typeof import('../../src/environment/postgres-server.test-data.js').startPostgres }} */
  const { startPostgres } = await createJiti(self).import('../../src/environment/postgres-server.test-data.ts');
  const server = await startPostgres();
  try {
    await server.run('postgres', 'CREATE DATABASE shop');
    await server.run('shop', ...customers(rows), 'VACUUM ANALYZE customers');
    const dsn = server.dsn('shop');
    const other = new pg.Client({ connectionString: dsn });
    await other.connect();
    const runs = [];
    // Until it is compiled, the client itself is what takes longer.
    await latencies(other, rows, pause(8000));
    let before = median(await latencies(other, rows, pause(10_000)));
    for (let run = 0; run < scans; run += 1) {
      const scanned = promisify(execFile)(process.execPath, [self, 'scan', dsn]);
      const during = await latencies(other, rows, scanned);
      const said = JSON.parse((await scanned).stdout);
      if (said.read !== rows || said.findings.length > 0)
        throw new Error(`not scanned as expected: ${JSON.stringify(said)}`);
      const after = median(await latencies(other, rows, pause(10_000)));
      const [duringMs, idleMs] = [median(during), (before + after) / 2];
      before = after;
      runs.push({ ...said, duringMs, idleMs, ratio: duringMs / idleMs });
      const figures = [duringMs, idleMs].map((ms) => ms.toFixed(3)).join(' and ');
      console.log(
        `${said.seconds.toFixed(1)} s, ${said.mostMb.toFixed(0)} MB; a query beside it and without it ${figures} ms (${(duringMs / idleMs).toFixed(2)} ×)`,
      );
    }
    await other.end();
    const of = (/** @type {'seconds' | 'mostMb' | 'ratio'} */ name) => runs.map((run) => run[name]);
    const budgets = { seconds: 60, mostMb: 200, ratio: 1.2 };
    console.log(`\n${rows} rows, ${scans} scans: median (least to most)`);
    let isOver = false;
    for (const name of /** @type {const} */ (['seconds', 'mostMb', 'ratio'])) {
      const values = of(name);
      isOver ||= median(values) > budgets[name];
      const [least, most] = [Math.min(...values), Math.max(...values)].map((one) => one.toFixed(2));
      console.log(`${name.padEnd(8)} ${median(values).toFixed(2)} (${least} to ${most}), budget ${budgets[name]}`);
    }
    if (isOver && rows === 1_000_000) process.exitCode = 1;
  } finally {
    await server.stop();
  }
}

/**
 * Customers as shops have them, all masked: text that every recogniser has to look at, and nobody's data.
 * @param {number} rows
 */
function customers(rows) {
  return [
    `CREATE TABLE customers (id bigint PRIMARY KEY, name text, email text, phone text, street text, note text, tags text[], profile jsonb, created timestamptz)`,
    `INSERT INTO customers
       SELECT n, 'Customer ' || md5(n::text), 'c' || n || '@example.com', '+1 202-555-01' || lpad((n % 100)::text, 2, '0'),
         'Masked ' || n, 'Parcel ' || (n::bigint * 7919 % 10000000000) || ' of order FN-' || n || ' was ' || n % 9 || ' days late',
         ARRAY['tag-' || n % 50, 'vip'],
         jsonb_build_object('visits', n % 300, 'theme', 'dark', 'last', jsonb_build_object('page', '/p/' || n % 999, 'sku', 'SKU-' || n)),
         timestamptz '2026-01-01' + n * interval '1 second'
       FROM generate_series(1, ${rows}) AS n`,
  ];
}

/**
 * How long a customer's page would wait for its row, fifty times a second, until something is over.
 * @param {pg.Client} client @param {number} rows @param {Promise<unknown>} until @returns {Promise<number[]>} milliseconds
 */
async function latencies(client, rows, until) {
  let isOver = false;
  void until.finally(() => (isOver = true)).catch(() => undefined);
  const all = [];
  for (let turn = 1; !isOver; turn += 1) {
    const startedAt = performance.now();
    await client.query('SELECT * FROM customers WHERE id = $1', [1 + ((turn * 7919) % rows)]);
    all.push(performance.now() - startedAt);
    await pause(20);
  }
  return all;
}
