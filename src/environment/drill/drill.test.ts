import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, expect, test } from 'vitest';
import { rollback } from '../../records/rollback.js';
import { SetupError } from '../../records/setup-error.js';
import type { Judged } from './judged.js';
import { drillAt, type Drill, type DrillPlace } from './drill.js';
import type { Order, Orders } from './traffic.js';

const folder = mkdtempSync(path.join(tmpdir(), 'gonogo-drill-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** A shop of two replicas behind one address, with a hook that changes their release. */
const shop = {
  url: '',
  replicas: ['2.0.0', '2.0.0'],
  orders: new Map<string, Order>(),
  taken: 0,
  /** What a change does instead of what it should; by its name. */
  faults: {} as Record<string, () => number | undefined>,
  hooks: [] as string[],
};
let turn = 0;
const server = createServer((request, response) => {
  const name = request.url?.slice(1) ?? '';
  if (request.method !== 'POST') return void response.end(JSON.stringify(identityOf(turn++ % shop.replicas.length)));
  shop.hooks.push(name);
  const status = shop.faults[name]?.();
  if (status === undefined) shop.replicas.fill(name === 'deploy' ? '2.0.0' : '1.0.0');
  response.writeHead(status ?? 200).end('so it is');
});
const identityOf = (replica: number) => ({
  ...{ version: shop.replicas[replica]!, commit: '0123456789abcdef' },
  replica: String(replica + 1),
});
const orders: Orders = {
  place: async () => {
    const order = { id: `o${(shop.taken += 1)}`, total: 100 };
    shop.orders.set(order.id, order);
    return order;
  },
  find: async (id) => shop.orders.get(id),
};

beforeEach(async () => {
  Object.assign(shop, { replicas: ['2.0.0', '2.0.0'], orders: new Map(), taken: 0, faults: {}, hooks: [] });
  server.listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  shop.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
});

/** For replicas that never follow: those that do have long proven it by then. */
const impatient = { limits: { agreeWithinS: 2 } };

let drills = 0;
function drill(rest: object = {}, place: Partial<DrillPlace> = {}): Drill {
  const post = (name: string) => ({ post: `${shop.url}/${name}` });
  drills += 1;
  return drillAt({
    rollback: rollback.parse({
      ...{ to: '1.0.0', replicas: 2, prepare: post('prepare') },
      ...{ deploy: post('deploy'), rollback: post('rollback'), redeploy: post('deploy') },
      limits: { agreeWithinS: 15 },
      ...rest,
    }),
    database: undefined,
    journalFile: path.join(folder, `drill-${drills}.json`),
    look: async () => {
      const identity = (await (await fetch(shop.url)).json()) as ReturnType<typeof identityOf>;
      return { at: new Date().toISOString(), phase: 'during', result: { kind: 'answered', identity } };
    },
    fill: (text) => text,
    run: () => Promise.reject(new Error('no command was wanted')),
    ...place,
  });
}

/** The whole story, as the suite tells it: of each check its findings, or why nothing can be said. */
async function told(of: Drill): Promise<Record<string, string[] | string>> {
  const isUp = async (release: 'candidate' | 'previous') => {
    await of.isUp(release);
    return { findings: [] };
  };
  const story: [string, () => Promise<Pick<Judged, 'findings'>>][] = [
    ['begin', () => of.begin()],
    ['deploy', () => of.deploy(orders)],
    ['candidate', () => isUp('candidate')],
    ['rollBack', () => of.rollBack(orders)],
    ['replicas', () => of.replicas()],
    ['previous', () => isUp('previous')],
    ['redeploy', () => of.redeploy(orders)],
    ['orders', () => of.orders(orders)],
  ];
  const said: Record<string, string[] | string> = {};
  for (const [name, act] of story) {
    const findings = await act().then(
      (judged) => judged.findings,
      (error: unknown) => {
        if (error instanceof SetupError) return error.reasonCode;
        throw error;
      },
    );
    if (findings.length > 0) said[name] = findings;
  }
  return said;
}

test('a drill in which all goes well finds nothing, and leaves staging as it was', async () => {
  expect(await told(drill())).toEqual({});
  expect(shop.hooks).toEqual(['prepare', 'deploy', 'rollback', 'deploy']);
  expect(shop.replicas).toEqual(['2.0.0', '2.0.0']);
});

test('without a way to prepare it, staging is deployed to as it is', async () => {
  expect(await told(drill({ prepare: undefined }))).toEqual({});
  expect(shop.hooks).toEqual(['deploy', 'rollback', 'deploy']);
});

test('a replica that stays behind is named by its check alone', async () => {
  const half = () => {
    shop.replicas = ['1.0.0', '2.0.0'];
    return 200;
  };
  shop.faults = { rollback: half };
  expect(await told(drill(impatient))).toEqual({
    replicas: [expect.stringMatching(/^Not every replica was 1\.0\.0 2 s after .*replica 2 is 2\.0\.0/)],
  });
});

test('a lost order is named by its check alone, with when it was seen to be lost', async () => {
  const lose = () => {
    shop.orders.delete('o1');
    shop.replicas.fill('1.0.0');
    return 200;
  };
  shop.faults = { rollback: lose };
  expect(await told(drill())).toEqual({
    orders: ['Order o1, placed before the change, is gone (seen after rollback).'],
  });
});

test('an order that came back later was lost all the same', async () => {
  const one: Order = { id: 'o1', total: 100 };
  const change = (version: string, act: () => unknown) => () => {
    act();
    shop.replicas.fill(version);
    return 200;
  };
  shop.faults = {
    rollback: change('1.0.0', () => shop.orders.delete('o1')),
    deploy: change('2.0.0', () => shop.hooks.includes('rollback') && shop.orders.set('o1', one)),
  };
  expect(await told(drill())).toEqual({ orders: [expect.stringContaining('o1')] });
});

test('a rollback that takes too long is named by its check alone', async () => {
  expect(await told(drill({ limits: { rollbackS: 0.001 } }))).toEqual({
    rollBack: [expect.stringContaining('over the limit of 0.001 s (rollback.limits.rollbackS)')],
  });
});

test('a rollback that fails is named, and what stands on it is not judged; the candidate comes back', async () => {
  shop.faults = { rollback: () => 500 };
  expect(await told(drill())).toEqual({
    rollBack: [expect.stringMatching(/rollback\.rollback .* did not end well: .* answered 500: so it is/)],
    replicas: 'setup-failed',
    previous: 'setup-failed',
  });
});

test('a previous release that never answers is named by both of its checks', async () => {
  shop.faults = { rollback: () => 200 };
  expect(await told(drill(impatient))).toEqual({
    rollBack: [expect.stringContaining('1.0.0 never answered, within 2 s')],
    replicas: [expect.stringContaining('replica 1 is 2.0.0')],
    previous: 'setup-failed',
  });
});

const withoutDeploy = {
  ...{ candidate: 'setup-failed', rollBack: 'setup-failed', replicas: 'setup-failed', previous: 'setup-failed' },
  orders: 'setup-failed',
};

test('a hook that cannot be reached leaves nothing to be rolled back', async () => {
  const gone = { post: 'http://127.0.0.1:1/' };
  expect(await told(drill({ deploy: gone, redeploy: gone }))).toEqual({
    ...withoutDeploy,
    ...{ deploy: 'configuration', redeploy: 'configuration' },
  });
});

test('a deploy that fails is named, and leaves nothing to be rolled back', async () => {
  shop.faults = { deploy: () => 500 };
  expect(await told(drill())).toEqual({
    ...withoutDeploy,
    deploy: [expect.stringContaining('rollback.deploy')],
    redeploy: [expect.stringContaining('rollback.redeploy')],
  });
});

test('nothing begins where staging does not say who it is, is the previous release already, or lacks a replica', async () => {
  const result = { kind: 'refused', status: 401, message: 'it answered 401' } as const;
  const look = async () => ({ at: new Date().toISOString(), phase: 'during' as const, result });
  await expect(drill({}, { look }).begin()).rejects.toMatchObject({ reasonCode: 'no-identity' });
  await expect(drill({ to: '2.0.0' }).begin()).rejects.toThrow(/that is no way back/);
  await expect(drill({ ...impatient, replicas: 3 }).begin()).rejects.toMatchObject({ reasonCode: 'mixed-replicas' });
  shop.replicas = ['2.0.0', '2.1.0'];
  await expect(drill(impatient).begin()).rejects.toMatchObject({ reasonCode: 'mixed-replicas' });
  expect(shop.hooks).toEqual([]);
  await expect(drill().redeploy(orders)).rejects.toThrow(/was not begun/);
});

test('the locks of a migration that nobody could watch are not judged, and the deploy is', async () => {
  const one = drill();
  await one.begin();
  expect((await one.deploy(orders)).findings).toEqual([]);
  await expect(one.migration()).rejects.toMatchObject({
    reasonCode: 'staging-unreachable',
    message: expect.stringContaining('has no "database"'),
  });
});

test('orders of which none was taken, or that cannot be looked for at the end, prove nothing', async () => {
  const one = drill();
  const none: Orders = { ...orders, place: () => Promise.reject(new Error('status 500')) };
  await one.begin();
  await one.deploy(none);
  await one.rollBack(none);
  await one.redeploy(none);
  await expect(one.orders(none)).rejects.toMatchObject({
    reasonCode: 'zero-samples',
    message: expect.stringContaining('status 500'),
  });
  const other = drill();
  await other.begin();
  await other.deploy(orders);
  await other.rollBack(orders);
  await other.redeploy(orders);
  const blind: Orders = { ...orders, find: () => Promise.reject(new Error('status 503')) };
  await expect(other.orders(blind)).rejects.toMatchObject({ reasonCode: 'no-evidence' });
  const { actual, findings } = await other.orders(orders);
  expect(findings).toEqual([]);
  expect(actual).toMatch(/^(\d+) of \1, placed \d+ before \(0 went wrong\), \d+ during \(0 went wrong\), \d+ after/);
});
