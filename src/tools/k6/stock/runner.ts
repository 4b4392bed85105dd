import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { StringDecoder } from 'node:string_decoder';
import { furtherLimits, furtherLimitsVariable } from '../../../records/further-limits.js';
import { parseLimit } from '../../../records/limit-expression.js';
import { loadEnding, ownK6Exit } from '../../../records/load-exit.js';
import { replaceEvidence } from '../../evidence-file.js';
import { isRunning, processorMsOf } from '../../processor-time.js';
import { watchKnownLateness } from './lateness.js';
import { readLog } from './log.js';
import { stockOrder, type StockOrder } from './order.js';
import { startRecorder } from './recorder.js';
import { readStream, StreamFlaw } from './stream.js';

// Between two checkpoints lies at least a second, and so much that writing takes at most a part in checkpointShare.
const checkpointMs = 1000;
const checkpointShare = 200;
// A k6 that was told to stop runs its teardown; k6's own limit for that is a minute.
const lastWordsMs = 70_000;
const longestLogLine = 256 * 1024;

/**
 * `node runner.js <order>`: runs a k6 without gonogo's extension, reads its samples while it prints them, and leaves the
 * evidence that the extension would have left, as far as samples tell. A process of its own: its work is beside k6's, on
 * k6's processors, and a signal to the group reaches both. Exit code: k6's own, or one of `ownK6Exit`.
 */
async function main(order: StockOrder): Promise<number> {
  const { evidenceFile, command, mostRequests } = order;
  const [binary, ...words] = command;
  const startedAtMs = Date.now();
  const recorder = startRecorder(limitsOf(order), startedAtMs);
  const header = headerOf(order, startedAtMs);
  let bySecond = (): number[] => [];
  const write = (complete: boolean): void =>
    replaceEvidence(evidenceFile, {
      ...{ ...header, ...recorder.figures(), finishedAt: new Date().toISOString(), complete, lateMs: bySecond() },
    });
  // Before any load: a file that can't be written must fail here.
  write(false);
  // k6 gets its own: signals are for the group. Here they only must not end what reads it.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);

  const k6 = spawn(binary, words, { stdio: ['ignore', 'pipe', 'pipe'] });
  const closed = new Promise<number>((done, fail) => {
    k6.once('error', fail);
    k6.once('close', (code, signal) => done(signal === null ? (code ?? 1) : 128 + constants.signals[signal]));
  });
  closed.catch(() => undefined);
  if (k6.pid === undefined) return closed;
  const { pid } = k6;
  // A script that runs k6 has a processor time of its own, and not k6's.
  const processorMs = isRunning(onPath(binary), pid) ? () => processorMsOf(pid) : undefined;
  const lateness = watchKnownLateness(processorMs, startedAtMs);
  bySecond = lateness.bySecond;
  let early: { code: number; why: string } | undefined;
  let killing: NodeJS.Timeout | undefined;
  const stop = (code: number, why: string): void => {
    if (early !== undefined) return;
    early = { code, why };
    k6.kill('SIGINT');
    killing = setTimeout(() => k6.kill('SIGKILL'), lastWordsMs);
  };

  const stream = readStream(recorder.wants, (point) => {
    lateness.note(point.timeMs, point.metric === 'vus');
    recorder.add(point);
  });
  readLogLines(k6.stderr, (line) => {
    const { told, words: said } = readLog(line);
    process.stderr.write(`${said}\n`);
    if (told?.kind === 'lost') stop(ownK6Exit.garbled, `k6 lost samples: ${told.words}`);
    else if (told !== undefined) recorder.note(told);
  });

  let nextWrite = performance.now() + checkpointMs;
  for await (const chunk of k6.stdout as AsyncIterable<Buffer>) {
    // What comes after a flaw is let through, so that k6 can end, and counts for nothing.
    if (early?.code === ownK6Exit.garbled) continue;
    whole(() => stream.feed(chunk));
    if (recorder.requests() >= mostRequests)
      stop(ownK6Exit.capped, `${recorder.requests()} requests were sent, and ${mostRequests} are allowed`);
    const began = performance.now();
    if (began < nextWrite) continue;
    write(false);
    nextWrite = began + Math.max(checkpointMs, checkpointShare * (performance.now() - began));
  }
  if (early === undefined) whole(stream.end);
  const code = await closed;
  clearTimeout(killing);
  lateness.stop();
  write(early === undefined && loadEnding('k6', code) === undefined);
  if (early === undefined) return code;
  process.stderr.write(`${early.why}\n`);
  return early.code;

  function whole(read: () => void): void {
    try {
      read();
    } catch (error) {
      if (!(error instanceof StreamFlaw)) throw error;
      stop(ownK6Exit.garbled, error.message);
    }
  }
}

/** The script's own, and those that policy.yaml makes tighter. */
function limitsOf({ limits }: StockOrder) {
  const further = furtherLimits.parse(JSON.parse(variable(furtherLimitsVariable)));
  return [...limits, ...further].map(({ metric, expression }) => ({
    key: metric,
    limit: parseLimit(metric, expression),
  }));
}

function headerOf({ script, version }: StockOrder, startedAtMs: number) {
  return {
    toolVersion: `v${version}`,
    runId: variable('GONOGO_RUN_ID'),
    script: { path: script, sha256: createHash('sha256').update(readFileSync(script)).digest('hex') },
    startedAt: new Date(startedAtMs).toISOString(),
  };
}

/** Where a program lies that is named as in a shell. */
function onPath(program: string): string {
  if (program.includes(path.sep)) return program;
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return folders.map((folder) => path.join(folder, program)).find((file) => existsSync(file)) ?? program;
}

function readLogLines(stderr: NodeJS.ReadableStream, take: (line: string) => void): void {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  stderr.on('data', (chunk: Buffer) => {
    const lines = (rest + decoder.write(chunk)).split('\n');
    // A longer line is none of k6's own, and nothing is read from it.
    rest = (lines.pop() ?? '').slice(0, longestLogLine);
    lines.forEach(take);
  });
  stderr.on('end', () => (rest === '' ? undefined : take(rest)));
}

function variable(name: string): string {
  const value = process.env[name];
  if (value === undefined || value === '') throw new Error(`${name} is not set: gonogo starts this, not people.`);
  return value;
}

process.exitCode = await main(stockOrder.parse(JSON.parse(process.argv[2] ?? ''))).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  return 1;
});
