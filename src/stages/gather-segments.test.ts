import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startSupervisor, type Supervisor } from '../tools/supervisor/index.js';
import type { Segment } from '../records/segments.js';
import { gatherSegments } from './gather-segments.js';

/** Real processes under the real supervisor; each leaves the word that it was given. */
const leave = (file: string, then: string): string[] => [
  process.execPath,
  '-e',
  `require('node:fs').writeFileSync(${JSON.stringify(file)}, process.env.WORD); ${then}`,
];
const waits = `setInterval(() => {}, 1000)`;
const endsWell = `process.on('SIGINT', () => process.exit(105)); ${waits}`;

async function gather(programOf: (segment: Segment) => string, stop = new AbortController()) {
  const runDir = mkdtempSync(path.join(tmpdir(), 'gonogo-segments-'));
  onTestFinished(() => rmSync(runDir, { recursive: true }));
  mkdirSync(path.join(runDir, 'evidence/raw'), { recursive: true });
  const env = { PATH: process.env['PATH'] ?? '' };
  const supervisor: Supervisor = await startSupervisor({
    runId: 'run-1',
    runDir,
    tempDir: path.join(runDir, 'tmp'),
    env,
    secrets: [],
  });
  const merged: string[][] = [];
  try {
    const here = { runDir, projectDir: runDir, env: {}, limitMs: 60_000, stop: stop.signal, pin: undefined };
    const gathered = await gatherSegments(supervisor, { id: 'rush' }, here, {
      segments: 3,
      commandFor: (file, segment) =>
        Promise.resolve({ command: leave(file, programOf(segment)), env: { WORD: `part ${segment.nth}` } }),
      merge: (files, into) => {
        // One that is stopped at once may not have come to write.
        merged.push(files.map((file) => (existsSync(file) ? readFileSync(file, 'utf8') : 'nothing')));
        writeFileSync(into, 'whole');
        return Promise.resolve(undefined);
      },
    });
    return { gathered, merged };
  } finally {
    expect(await supervisor.close()).toEqual([]);
  }
}

test('each segment leaves a file of its own, and what is made of them is the run', async () => {
  const { gathered, merged } = await gather(({ nth }) => `process.exitCode = ${nth === 2 ? 99 : 0}`);
  expect(merged).toEqual([['part 1', 'part 2', 'part 3']]);
  expect(gathered).toMatchObject({
    rawFile: 'evidence/raw/rush.json',
    exit: { code: 0 },
    parts: [1, 2, 3].map((nth) => `evidence/raw/rush@${nth}-of-3.json`),
  });
  expect(gathered).not.toHaveProperty('unmerged');
  expect(gathered.exit).not.toHaveProperty('segment');
});

test('one that is killed ends the others, and is named', async () => {
  const { gathered } = await gather(({ nth }) => (nth === 2 ? `process.kill(process.pid, 'SIGKILL')` : endsWell));
  expect(gathered.exit).toEqual({ code: null, segment: { nth: 2, of: 3 } });
});

test('one that ends with a code that proves no pass does so too', async () => {
  const { gathered } = await gather(({ nth }) => (nth === 3 ? `process.exitCode = 108` : endsWell));
  expect(gathered.exit).toEqual({ code: 108, segment: { nth: 3, of: 3 } });
});

test('all are stopped together when the run is to stop, and none is blamed', async () => {
  const stop = new AbortController();
  const gathering = gather(() => endsWell, stop);
  setTimeout(() => stop.abort(), 500);
  const { exit } = (await gathering).gathered;
  expect(exit.stopped).toBe('interrupted');
  expect(exit).not.toHaveProperty('segment');
});

/** A supervisor of children that end, hang or cannot be started as a test has it; they end at once when they are stopped. */
function fake(ends: (name: string) => 'at once' | 'never' | 'refused') {
  const seen: { pins: unknown[]; stopped: string[] } = { pins: [], stopped: [] };
  const start: Supervisor['start'] = ({ name, pin }) => {
    seen.pins.push(pin);
    if (ends(name) === 'refused') return Promise.reject(new Error('no such file'));
    let end: (exit: { code: number; signal: null; durationMs: number }) => void = () => undefined;
    const exited = new Promise<{ code: number; signal: null; durationMs: number }>((done) => (end = done));
    const stop = () => {
      seen.stopped.push(name);
      end({ code: 105, signal: null, durationMs: 9 });
      return exited;
    };
    if (ends(name) === 'at once') end({ code: 0, signal: null, durationMs: 7 });
    return Promise.resolve({ name, pid: 1, outputPath: '', exited, stop, lines: () => undefined });
  };
  return { start, seen };
}

const commandFor = () => Promise.resolve({ command: ['k6'], env: {} });
const place = { runDir: '/x', projectDir: '/', env: {}, stop: new AbortController().signal, pin: [0] };

test('one that hangs is stopped at the time limit, and is named', async () => {
  const { start, seen } = fake((name) => (name === 'rush@1-of-3' ? 'never' : 'at once'));
  const merge = () => Promise.resolve(undefined);
  const how = { segments: 3, commandFor, merge };
  const { exit } = await gatherSegments({ start }, { id: 'rush' }, { ...place, limitMs: 50 }, how);
  expect(exit).toEqual({ code: 105, stopped: 'timed-out', segment: { nth: 1, of: 3 } });
  expect(seen.stopped).toEqual(['rush@1-of-3']);
});

test('why there is no whole is told; all share the cores that the target does not have', async () => {
  const { start, seen } = fake(() => 'at once');
  const how = { segments: 2, commandFor, merge: () => Promise.resolve('mixed runs') };
  const gathered = await gatherSegments({ start }, { id: 'rush' }, { ...place, limitMs: 60_000 }, how);
  expect(gathered).toMatchObject({ exit: { code: 0 }, processMs: 7, unmerged: 'mixed runs' });
  expect(seen.pins).toEqual([[0], [0]]);
});

test('where one cannot be started, the others are ended and the run knows', async () => {
  const { start, seen } = fake((name) => (name === 'rush@2-of-2' ? 'refused' : 'never'));
  const how = { segments: 2, commandFor, merge: () => Promise.reject(new Error('never asked for')) };
  const gathering = gatherSegments({ start }, { id: 'rush' }, { ...place, limitMs: 60_000 }, how);
  await expect(gathering).rejects.toThrow('no such file');
  expect(seen.stopped).toEqual(['rush@1-of-2']);
});
