import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs';
import { testStreamLine } from '../../records/test-stream.js';

export interface AttemptSeen {
  file: string;
  project: string;
  title: string;
  /** Ended as the test expects it to end. */
  passed: boolean;
  /** How long ago it began and ended, in milliseconds. */
  beganAgoMs: number;
  endedAgoMs: number;
}

// A person watches.
const everyMs = 500;

/**
 * Tells of every attempt soon after the reporter has written it: for progress only, since the stream is judged from
 * what `readTestStream` reads at the end. The returned function looks a last time and stops.
 */
export function followTestStream(path: string, onAttempt: (attempt: AttemptSeen) => void): () => void {
  let offset = 0;
  let rest = Buffer.alloc(0);
  const look = () => {
    const added = bytesFrom(path, offset);
    offset += added.length;
    const unread = Buffer.concat([rest, added]);
    const end = unread.lastIndexOf('\n') + 1;
    rest = unread.subarray(end);
    for (const row of unread.subarray(0, end).toString('utf8').split('\n')) tell(row, onAttempt);
  };
  const timer = setInterval(look, everyMs);
  timer.unref();
  return () => {
    clearInterval(timer);
    look();
  };
}

function tell(row: string, onAttempt: (attempt: AttemptSeen) => void): void {
  if (row === '') return;
  let line: unknown;
  try {
    line = JSON.parse(row);
  } catch {
    // The reader of the whole stream says so; progress goes on.
    return;
  }
  const parsed = testStreamLine.safeParse(line);
  if (!parsed.success || parsed.data.type !== 'attempt') return;
  const { file, project, title, attempt, expectedStatus } = parsed.data;
  const beganAgoMs = Math.max(0, Date.now() - Date.parse(attempt.startedAt));
  const endedAgoMs = Math.max(0, beganAgoMs - attempt.durationMs);
  onAttempt({ file, project, title, passed: attempt.status === expectedStatus, beganAgoMs, endedAgoMs });
}

function bytesFrom(path: string, offset: number): Buffer {
  if (!existsSync(path)) return Buffer.alloc(0);
  const file = openSync(path, 'r');
  try {
    const chunk = Buffer.alloc(Math.min(Math.max(0, fstatSync(file).size - offset), 1024 * 1024));
    return chunk.subarray(0, readSync(file, chunk, 0, chunk.length, offset));
  } finally {
    closeSync(file);
  }
}
