import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openProgress } from './progress.js';

const stages = [
  { id: 'environment', planned: 5, noun: 'test', estimatedSeconds: 4 },
  { id: 'journeys', planned: 24, noun: 'test', estimatedSeconds: 60 },
];

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function recorder(terminal: { isTTY?: boolean; columns?: number; rows?: number }) {
  const written: string[] = [];
  return {
    written,
    stream: { ...terminal, write: (text: string) => written.push(text) },
    text: () => written.join(''),
  };
}

/** What a terminal of endless width shows after all that was written. */
function screen(written: string): string[] {
  const lines = [''];
  let row = 0;

  for (const [token, up, erase] of written.matchAll(
    /\u001b\[(\d+)A|\u001b\[([KJ])|\u001b\[\?25[lh]|\r|\n|[^\u001b\r\n]+/g,
  )) {
    if (up !== undefined) row -= Number(up);
    else if (erase === 'J') lines.length = row + 1;
    else if (token === '\n') lines[++row] ??= '';
    else if (erase === undefined && !token.startsWith('\u001b') && token !== '\r') lines[row] = token;
  }
  return lines.map((line) => line.trimEnd());
}

const open = (terminal: ReturnType<typeof recorder>, environment: Record<string, string> = { NO_COLOR: '1' }) =>
  openProgress({ stream: terminal.stream, stages, now: () => Date.now(), environment });

describe('on a terminal', () => {
  test('shows every stage with counts, elapsed and remaining, painted over in place', () => {
    const terminal = recorder({ isTTY: true, columns: 80, rows: 24 });
    const progress = open(terminal);
    progress.begin('environment');
    vi.advanceTimersByTime(3900);
    progress.update('environment', { done: 5, failed: 0, again: 0 });
    progress.end('environment', 'passed');
    progress.begin('journeys');
    vi.advanceTimersByTime(12_000);
    progress.update('journeys', { done: 7, failed: 1, again: 0 });
    expect(screen(terminal.text())).toEqual([
      '  ✓ environment  5 of 5 tests   3.9 s',
      '  › journeys      7 of 24 tests, 1 failed   12 s, about 48 s left',
      '  15 s elapsed, about 48 s left',
      '',
    ]);
    progress.close();
  });

  test('a stage that begins with its first part has its own time, from then until all of it was done', () => {
    const terminal = recorder({ isTTY: true, columns: 80, rows: 24 });
    const progress = open(terminal);
    vi.advanceTimersByTime(10_000);
    progress.update('environment', { done: 1, failed: 0, again: 0, beganAgoMs: 1000 });
    progress.update('environment', { done: 2, failed: 0, again: 0, beganAgoMs: 3000 });
    expect(screen(terminal.text())[0]).toBe('  › environment  2 of 5 tests   3 s, about 1 s left');
    progress.update('environment', { done: 5, failed: 1, again: 0, beganAgoMs: 200, doneAgoMs: 500 });
    vi.advanceTimersByTime(10_000);
    expect(screen(terminal.text()).slice(0, 3)).toEqual([
      '  › environment  5 of 5 tests, 1 failed   2.5 s',
      '  · journeys      0 of 24 tests   about 1 min 0 s',
      '  20 s elapsed, about 1 min 0 s left',
    ]);
    progress.update('environment', { done: 5, failed: 0, again: 0, beganAgoMs: 2000, doneAgoMs: 500 });
    progress.end('environment', 'flaky');
    progress.end('journeys', 'missing');
    expect(screen(terminal.text()).slice(0, 3)).toEqual([
      '  ? environment  5 of 5 tests   12.5 s',
      '  ? journeys      0 of 24 tests',
      '  20 s elapsed',
    ]);
    progress.close();
  });

  test('a note stays above, and the region below it', () => {
    const terminal = recorder({ isTTY: true, columns: 80, rows: 24 });
    const progress = open(terminal);
    progress.note('building k6: about 2 min');
    progress.note('k6 is there');
    expect(screen(terminal.text()).slice(0, 3)).toEqual([
      'building k6: about 2 min',
      'k6 is there',
      '  · environment  0 of 5 tests   about 4 s',
    ]);
    progress.close();
  });

  test('no line is wider than the terminal, so that no line is left behind', () => {
    const terminal = recorder({ isTTY: true, columns: 30, rows: 24 });
    const progress = open(terminal);
    progress.begin('journeys');
    progress.note('a note that is much longer than thirty columns are wide');
    for (const line of screen(terminal.text())) expect(line.length).toBeLessThan(30);
    progress.close();
  });

  test('a terminal that says it has 0 columns and rows is taken for a usual one', () => {
    const terminal = recorder({ isTTY: true, columns: 0, rows: 0 });
    const progress = open(terminal);
    progress.note('building k6');
    expect(screen(terminal.text()).slice(0, 2)).toEqual(['building k6', '  · environment  0 of 5 tests   about 4 s']);
    progress.close();
  });

  test('paints no more lines than the terminal has', () => {
    const terminal = recorder({ isTTY: true, columns: 80, rows: 3 });
    open(terminal).close();
    expect(screen(terminal.text()).filter((line) => line !== '')).toHaveLength(2);
  });

  test('a frame is one write, so that it does not flicker', () => {
    const terminal = recorder({ isTTY: true, columns: 80, rows: 24 });
    const progress = open(terminal);
    const before = terminal.written.length;
    progress.update('journeys', { done: 1, failed: 0, again: 0 });
    expect(terminal.written.length).toBe(before + 1);
    progress.close();
  });

  test('gives the cursor back when closed, and when the process ends without it', () => {
    const listeners = process.listenerCount('exit');
    const terminal = recorder({ isTTY: true });
    const progress = open(terminal);
    expect(terminal.text()).toContain('\u001b[?25l');
    expect(process.listenerCount('exit')).toBe(listeners + 1);
    progress.close();
    expect(terminal.text().endsWith('\u001b[?25h')).toBe(true);
    expect(process.listenerCount('exit')).toBe(listeners);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('is silent after it was closed', () => {
    const terminal = recorder({ isTTY: true });
    const progress = open(terminal);
    progress.close();
    const before = terminal.text();
    progress.note('late');
    progress.update('journeys', { done: 1, failed: 0, again: 0 });
    progress.close();
    vi.advanceTimersByTime(60_000);
    expect(terminal.text()).toBe(before);
  });

  test('a run that takes longer than planned says so and does not count below zero', () => {
    const terminal = recorder({ isTTY: true, columns: 80 });
    const progress = open(terminal);
    progress.begin('environment');
    vi.advanceTimersByTime(10_000);
    expect(screen(terminal.text())[0]).toBe('  › environment  0 of 5 tests   10 s, longer than planned');
    progress.close();
  });
});

describe('anywhere else', () => {
  test('only appends: beginnings, each new failure, ends, and a heartbeat after 15 silent seconds', () => {
    const terminal = recorder({});
    const progress = open(terminal);
    progress.begin('journeys');
    progress.update('journeys', { done: 3, failed: 0, again: 0 });
    vi.advanceTimersByTime(15_000);
    progress.update('journeys', { done: 8, failed: 1, again: 0 });
    vi.advanceTimersByTime(14_999);
    progress.update('journeys', { done: 24, failed: 1, again: 0 });
    progress.end('journeys', 'failed');
    vi.advanceTimersByTime(15_000);
    progress.close();
    expect(terminal.text().split('\n')).toEqual([
      '› journeys: 24 tests planned, about 60 s',
      '… journeys: 3 of 24 tests, 15 s so far, about 45 s left',
      '✗ journeys: 8 of 24 tests, 1 failed, 15 s so far, about 45 s left',
      '✗ journeys: failed, 24 of 24 tests, 1 failed in 30.0 s',
      '… 44 s elapsed',
      '',
    ]);
    expect(vi.getTimerCount()).toBe(0);
  });

  test('a stage that begins with its first part says so, and its last failure says how long it took', () => {
    const terminal = recorder({});
    const progress = open(terminal);
    vi.advanceTimersByTime(5000);
    progress.update('environment', { done: 4, failed: 0, again: 0, beganAgoMs: 3000 });
    progress.update('environment', { done: 5, failed: 1, again: 0, beganAgoMs: 1000, doneAgoMs: 0 });
    progress.close();
    expect(terminal.text().split('\n')).toEqual([
      '› environment: 5 tests planned, about 4 s',
      '✗ environment: 5 of 5 tests, 1 failed in 3.0 s',
      '',
    ]);
  });

  test('a dumb terminal gets lines, not paint', () => {
    const terminal = recorder({ isTTY: true });
    const progress = open(terminal, { TERM: 'dumb' });
    progress.begin('journeys');
    progress.close();
    expect(terminal.text()).not.toContain('\u001b');
  });

  test('a note can’t give a CI a command or span lines', () => {
    const terminal = recorder({});
    const progress = open(terminal);
    progress.note('::add-mask::x\nsecond');
    progress.close();
    expect(terminal.text()).toBe(': :add-mask::x second\n');
  });
});
