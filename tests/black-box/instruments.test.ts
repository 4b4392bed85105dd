import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { closeSync, mkdirSync, mkdtempSync, openSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect, createServer, type AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { holdingsOf, stillHeld } from './holdings.js';
import { leftoversAfter, leftoversOf } from './leftovers.js';
import { closing } from './stage.js';
import { openStranger } from './stranger.js';
import { until } from './until.js';

// What finds nothing in the other tests must have been seen to find something.

test('a process that a run left behind is found, and one that ended is not', async () => {
  const run = { mark: `mark-${randomUUID()}`, runId: `run-${randomUUID()}` };
  const child = spawn('sleep', ['60'], { env: { ...process.env, GONOGO_BLACK_BOX: run.mark }, stdio: 'ignore' });
  await new Promise((resolve) => child.once('spawn', resolve));
  expect(leftoversOf(run).processes).toEqual([expect.stringContaining(`${child.pid} sleep 60`)]);
  child.kill('SIGKILL');
  expect(await leftoversAfter(run, 5000)).toEqual({ processes: [], folders: [] });
});

test('a temporary folder of a run is found', () => {
  const run = { mark: `mark-${randomUUID()}`, runId: `run-${randomUUID()}` };
  const folder = closing(mkdtempSync(path.join(tmpdir(), `gonogo-${run.runId}-`)), rmdirSync);
  expect(leftoversOf(run).folders).toEqual([folder]);
});

test('a process that shows no more of a run than where it works is found', async () => {
  const run = { mark: `mark-${randomUUID()}`, runId: `run-${randomUUID()}` };
  const cwd = closing(mkdtempSync(path.join(tmpdir(), `gonogo-${run.runId}-`)), rmdirSync);
  const child = closing(spawn('sleep', ['60'], { cwd, env: {}, stdio: 'ignore' }), (it) => it.kill('SIGKILL'));
  await new Promise((resolve) => child.once('spawn', resolve));
  expect(leftoversOf(run).processes).toEqual([expect.stringContaining(`${child.pid} sleep 60`)]);
});

test('a port that a run names, and shared memory that one of its processes has open, are found until they are gone', async () => {
  const run = { mark: `mark-${randomUUID()}`, runId: `run-${randomUUID()}` };
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const { port } = server.address() as AddressInfo;
  const folder = closing(path.join(tmpdir(), `gonogo-${run.runId}`), (it) => rmSync(it, { recursive: true }));
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'staging.json'), JSON.stringify({ database: `postgresql://127.0.0.1:${port}/shop` }));
  const file = closing(`/dev/shm/${run.runId}`, (it) => rmSync(it, { force: true }));
  const memory = openSync(file, 'w');
  const child = spawn('sleep', ['60'], { env: { MARK: run.mark }, stdio: [memory, 'ignore', 'ignore'] });
  closing(child, (it) => it.kill('SIGKILL'));
  await new Promise((resolve) => child.once('spawn', resolve));
  closeSync(memory);

  const held = holdingsOf(run);
  const family = [expect.stringMatching(`^${child.pid}@[0-9]+$`)];
  expect(held).toEqual({ family, ports: [port], segments: [], sharedFiles: [file] });
  expect(stillHeld(held)).toEqual(held);
  await new Promise((resolve) => server.close(resolve));
  expect(stillHeld(held)).toEqual({ family, ports: [], segments: [], sharedFiles: [file] });
  rmSync(file);
  expect(stillHeld(held)).toEqual({ family, ports: [], segments: [], sharedFiles: [] });
});

test('a child that has thrown its mark away is found by its parent, until it is gone', async () => {
  const run = { mark: `mark-${randomUUID()}`, runId: `run-${randomUUID()}` };
  const shell = 'env -i sleep 60 & echo $!; wait';
  const env = { MARK: run.mark, PATH: String(process.env['PATH']) };
  const parent = spawn('sh', ['-c', shell], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  closing(parent, (it) => it.kill('SIGKILL'));
  const said = await new Promise<Buffer>((resolve) => parent.stdout.once('data', resolve));
  const child = closing(Number(said.toString()), (pid) => process.kill(pid, 'SIGKILL'));
  await until('it has thrown it away', 5000, () => leftoversOf(run).processes.length === 1);

  const held = holdingsOf(run);
  expect(held.family).toContainEqual(expect.stringMatching(`^${child}@`));
  const ended = new Promise((resolve) => parent.once('exit', resolve));
  parent.kill('SIGKILL');
  await ended;
  expect(leftoversOf(run).processes).toEqual([]);
  expect(stillHeld(held).family).toEqual([expect.stringMatching(`^${child}@`)]);
});

test('a byte that reaches the stranger is counted', async () => {
  const stranger = closing(await openStranger(), (it) => it.stop());
  const { hostname, port } = new URL(stranger.url);
  expect(stranger.bytes()).toBe(0);
  const socket = connect({ host: hostname, port: Number(port) }, () => socket.end('hello'));
  await until('five bytes', 5000, () => stranger.bytes() === 5);
});
