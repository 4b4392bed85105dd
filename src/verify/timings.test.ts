import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { timings as timingsRecord, type Timings } from '../records/timings.js';
import { startClock, type Clock } from './timings.js';

function written(clock: Clock): Timings {
  const dir = mkdtempSync(path.join(tmpdir(), 'gonogo-timings-'));
  onTestFinished(() => rmSync(dir, { recursive: true }));
  clock.write(dir, 'run-1');
  return timingsRecord.parse(JSON.parse(readFileSync(path.join(dir, 'timings.json'), 'utf8')));
}

test('keeps every step in the order of its start, a failed one too, and hands on what came of it', async () => {
  const clock = startClock();
  expect(await clock.time('set-up', () => clock.time('set-up/staging', () => 'up'))).toBe('up');
  await expect(clock.time('gathering/functional', () => Promise.reject(new Error('the tool broke')))).rejects.toThrow(
    'the tool broke',
  );
  clock.processLived('gathering/functional', 1234.56);
  const { steps, durationMs } = written(clock);
  expect(steps.map(({ id }) => id)).toEqual(['start', 'set-up', 'set-up/staging', 'gathering/functional']);
  expect(steps.at(-1)?.processMs).toBe(1234.6);
  expect(steps.filter(({ processMs }) => processMs !== undefined)).toHaveLength(1);
  for (const { startMs, durationMs: lasted } of steps) expect(startMs + lasted).toBeLessThanOrEqual(durationMs + 0.2);
});

test('leaves out the processor time that nobody could read, instead of saying 0', () => {
  const without = startClock();
  expect(Object.keys(written(without).cpu)).toEqual(['engineMs']);
  const elsewhere = startClock();
  elsewhere.supervisorUsed({ ownMs: 12 });
  expect(written(elsewhere).cpu).toEqual({ engineMs: expect.any(Number), supervisorMs: 12 });
});
