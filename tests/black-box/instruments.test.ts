import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { connect } from 'node:net';
import { expect, test } from 'vitest';
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

test('a byte that reaches the stranger is counted', async () => {
  const stranger = closing(await openStranger(), (it) => it.stop());
  const { hostname, port } = new URL(stranger.url);
  expect(stranger.bytes()).toBe(0);
  const socket = connect({ host: hostname, port: Number(port) }, () => socket.end('hello'));
  await until('five bytes', 5000, () => stranger.bytes() === 5);
});
