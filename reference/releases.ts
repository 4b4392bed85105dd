import pg from 'pg';
import { migrate, migrateBack } from './database/migrations.js';
import { startPart, stopPart, type Ready } from './parts.js';
import type { Proxy } from './proxy.js';
import { releaseNamed, type Release } from './release.js';
import type { Fault } from './shop/fault.js';

/** Which release the shop runs, and how another one takes its place while it is open. */
export interface Releases {
  /** The first one, on a database that is migrated already. */
  start(release: Release): Promise<Ready[]>;
  /** Puts the shop where production stands: the previous release, and its schema. */
  prepare(): Promise<void>;
  /** Migrates the database, then replaces every replica by the candidate. */
  deploy(): Promise<void>;
  /** Replaces every replica by the previous release. The database stays migrated. */
  rollBack(): Promise<void>;
}

const numbers = ['1', '2'];

/** @param environment what a replica is told, but for its number and its release. */
export function releasesOf(
  proxy: Proxy,
  database: string,
  environment: Record<string, string>,
  fault: Fault | undefined,
): Releases {
  const running = new Map<string, Ready>();

  const replica = (number: string, { version, commit, digest }: Release): Promise<Ready> =>
    startPart('shop/replica', {
      ...environment,
      REPLICA: number,
      RELEASE_VERSION: version,
      RELEASE_COMMIT: commit,
      RELEASE_DIGEST: digest,
    });
  /** Nobody notices: the new ones are up before the old ones go, and those answer first what they were asked. */
  const replace = async (release: Release, replaced = numbers): Promise<void> => {
    const fresh = await Promise.all(replaced.map(async (number) => [number, await replica(number, release)] as const));
    const old = replaced.flatMap((number) => running.get(number) ?? []);
    for (const [number, part] of fresh) running.set(number, part);
    await proxy.serve([...running.values()].map(({ url }) => url));
    await Promise.all(old.map(stopPart));
  };
  const change = async (act: (client: pg.Client) => Promise<unknown>): Promise<void> => {
    const client = new pg.Client({ connectionString: database, application_name: 'deploy' });
    await client.connect();
    try {
      await act(client);
    } finally {
      await client.end();
    }
  };

  return {
    async start(release) {
      await replace(release);
      return [...running.values()];
    },
    async prepare() {
      const previous = releaseNamed('previous');
      await replace(previous);
      await change((client) => migrateBack(client, previous.schema));
    },
    async deploy() {
      const candidate = releaseNamed('candidate');
      await change(async (client) => {
        await migrate(client, candidate.schema);
        if (fault?.migration !== undefined) await client.query(fault.migration);
      });
      await replace(candidate);
    },
    async rollBack() {
      const passedOver = fault?.passedOver ?? [];
      await replace(
        releaseNamed('previous'),
        numbers.filter((number) => !passedOver.includes(number)),
      );
      const { rollback } = fault ?? {};
      if (rollback !== undefined) await change((client) => client.query(rollback));
    },
  };
}
