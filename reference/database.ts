// The database's keeper: a process in its own group that owns PostgreSQL and the data folder. When whoever started it
// is gone (even by kill -9), its channel closes, and it stops the server and removes the folder.
import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { migrate, migrations, seed } from './database/migrations.js';
import { initialise, startServer } from './database/server.js';
import { announce, onStop, required } from './process.js';
import { activeFault } from './shop/fault.js';

/** The cached data is what the previous release left behind; the candidate migrates it, as it will in production. */
const seededSchema = 2;

const folder = required('DATA_FOLDER');
onStop(() => rm(folder, { recursive: true, force: true }));
const data = join(folder, 'postgres');
await mkdir(folder, { recursive: true });
execFileSync('cp', ['-a', await seededCluster(required('CACHE_FOLDER')), data]);
const server = await startServer(data);
onStop(server.stop);
const breaks = (await activeFault(process.env['REFERENCE_FAULT']))?.database;
await withClient(server.dsn, async (client) => {
  await migrate(client, Number(required('SCHEMA')));
  // This database is a copy of this moment. A nightly restore from production would write it down in the same way.
  await client.query('CREATE TABLE restores AS SELECT now() AS copied_at');
  if (breaks !== undefined) await client.query(breaks);
});
announce(server.dsn);

/**
 * The folder of a stopped, seeded cluster, the template that every staging starts with a copy of: from the cache, or
 * made now, once per change of the seed. The seed is INSERT … SELECT in the server: 2.4 s on two cores; COPY of the same
 * rows from files that were there already took 1.9 s, and something would have to write those 15 MB first.
 */
async function seededCluster(cache: string): Promise<string> {
  const sources = migrations()
    .filter((step) => step.number <= seededSchema)
    .map((step) => step.sql);
  const key = createHash('sha256')
    .update([...sources, seed(), String(process.getuid?.()), process.arch].join('\0'))
    .digest('hex')
    .slice(0, 16);
  const kept = join(cache, `database-${key}`);
  if (existsSync(kept)) return kept;
  console.error('staging: seeding the database (once; cached afterwards)');
  const made = join(cache, `database-${key}.${randomUUID()}`);
  await mkdir(cache, { recursive: true });
  try {
    await initialise(made);
    const fresh = await startServer(made);
    await withClient(fresh.dsn.replace(/shop$/, 'postgres'), (client) => client.query('CREATE DATABASE shop'));
    await withClient(fresh.dsn, async (client) => {
      await migrate(client, seededSchema);
      await client.query(seed());
    });
    await fresh.stop();
    // Another start may have been quicker: then its folder is as good as ours.
    await rename(made, kept).catch((error: unknown) => {
      if (!existsSync(kept)) throw error;
    });
  } finally {
    await rm(made, { recursive: true, force: true });
  }
  return kept;
}

async function withClient(dsn: string, act: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: dsn });
  await client.connect();
  try {
    await act(client);
  } finally {
    await client.end();
  }
}
