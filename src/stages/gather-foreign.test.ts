import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { ForeignCommand } from '../records/foreign.js';
import { RefusedError } from '../tools/supervisor/handle.js';
import type { Child, Supervisor } from '../tools/supervisor/index.js';
import { gatherForeign } from './gather-foreign.js';

const command: ForeignCommand = {
  ...{ check: 'contracts/orders-api', format: 'junit', estimatedSeconds: 1, thirdParties: [] },
  command: ['newman', '--out={report}', '{report}.log'],
};
const gathering = {
  ...{ id: 'contracts.orders-api', tool: 'foreign' as const, files: ['staging.config.ts'] },
  ...{ checks: ['contracts/orders-api'], estimatedSeconds: 1, estimatedRequests: 0 },
};

type Order = Parameters<Supervisor['start']>[0];

/** Runs the command as a supervisor would that does `act` in its place. */
async function gather(act: (report: string, order: Order) => void) {
  const runDir = mkdtempSync(path.join(tmpdir(), 'gonogo-foreign-'));
  onTestFinished(() => rmSync(runDir, { recursive: true }));
  mkdirSync(path.join(runDir, 'evidence/raw'), { recursive: true });
  const report = path.join(runDir, 'evidence/raw/contracts.orders-api.xml');
  const exited = Promise.resolve({ code: 0, signal: null, durationMs: 42 });
  const child: Child = {
    ...{ name: '', pid: 1, outputPath: '', exited },
    stop: () => exited,
    lines: () => undefined,
  };
  const start: Supervisor['start'] = async (order) => {
    act(report, order);
    return child;
  };
  const place = { runDir, projectDir: '/project', env: { GONOGO_TARGET: 'http://shop' }, limitMs: 1000 };
  const supervisor = { start } as Supervisor;
  const gathered = await gatherForeign(
    supervisor,
    gathering,
    { ...place, stop: new AbortController().signal },
    command,
  );
  return { gathered, report };
}

test('a command is told where its report goes, in its words and in its environment', async () => {
  let told: Order | undefined;
  const { gathered, report } = await gather((file, order) => {
    told = order;
    writeFileSync(file, '<testsuite/>');
  });
  expect(told).toMatchObject({
    ...{ name: 'contracts.orders-api', cwd: '/project', command: ['newman', `--out=${report}`, `${report}.log`] },
    env: { GONOGO_TARGET: 'http://shop', GONOGO_REPORT: report },
  });
  expect(gathered).toMatchObject({
    rawFile: 'evidence/raw/contracts.orders-api.xml',
    exit: { code: 0 },
    processMs: 42,
  });
  expect(gathered.foreign).toEqual({
    startedAt: expect.stringMatching(/^\d{4}-.*Z$/),
    utcOffsetMinutes: 0 - new Date().getTimezoneOffset(),
    writtenMs: statSync(report).mtimeMs,
  });
});

test('a command that cannot be started is a matter of the config, not the end of the run', async () => {
  const { gathered } = await gather(() => {
    throw new RefusedError('could not be started: spawn newman ENOENT');
  });
  expect(gathered).toMatchObject({ exit: { code: null }, foreign: { refused: { reasonCode: 'configuration' } } });
  expect(gathered.foreign?.refused?.message).toContain('newman ENOENT');
});

test('a supervisor that is lost is no matter of the command', async () => {
  const lost = gather(() => {
    throw new Error('the supervisor ended unexpectedly');
  });
  await expect(lost).rejects.toThrow('the supervisor ended unexpectedly');
});

test('a report that is too large for its readers is removed unread', async () => {
  const { gathered, report } = await gather((file) => {
    writeFileSync(file, '');
    truncateSync(file, 100 * 1024 * 1024);
  });
  expect(gathered.foreign?.refused).toMatchObject({ reasonCode: 'unparsable' });
  expect(gathered.foreign?.refused?.message).toContain('104857600 bytes');
  expect(existsSync(report)).toBe(false);
});

test('a report that is a link, out of the run as it may lead, is removed and what it leads to stays', async () => {
  const elsewhere = path.join(mkdtempSync(path.join(tmpdir(), 'gonogo-foreign-')), 'out.xml');
  onTestFinished(() => rmSync(path.dirname(elsewhere), { recursive: true }));
  writeFileSync(elsewhere, '<testsuite/>');
  const { gathered, report } = await gather((file) => symlinkSync(elsewhere, file));
  expect(gathered.foreign?.refused?.message).toContain('is no plain file');
  expect(existsSync(report)).toBe(false);
  expect(readFileSync(elsewhere, 'utf8')).toBe('<testsuite/>');
});

test('a folder in the place of a report is none', async () => {
  const { gathered, report } = await gather((file) => mkdirSync(path.join(file, 'inside'), { recursive: true }));
  expect(gathered.foreign?.refused?.message).toContain('is no plain file');
  expect(existsSync(report)).toBe(false);
});

test('a pipe in the place of a report is removed, and nobody waits for what would come out of it', async () => {
  const { gathered, report } = await gather((file) => execFileSync('sh', ['-c', 'mkfifo "$0"', file]));
  expect(gathered.foreign?.refused?.message).toContain('is no plain file');
  expect(existsSync(report)).toBe(false);
});

test('a report that cannot even be looked at is a matter of its check, not the end of the run', async () => {
  const { gathered } = await gather((file) => {
    rmSync(path.dirname(file), { recursive: true });
    writeFileSync(path.dirname(file), 'a file where the folder was');
  });
  expect(gathered.foreign?.refused).toMatchObject({ reasonCode: 'unparsable' });
  expect(gathered.foreign?.refused?.message).toContain('ENOTDIR');
});
