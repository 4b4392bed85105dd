import type { Painter } from './colour.js';
import type { ProgressStream, Screen } from './screen.js';
import { regionLines, type StageState } from './progress-lines.js';
import { wrap } from './wrap.js';

const escape = '\u001b[';
const hideCursor = `${escape}?25l`;
const showCursor = `${escape}?25h`;
const clearToEndOfLine = `${escape}K`;
const clearBelow = `${escape}J`;
const tickMs = 1000;

type Region = {
  readonly stream: ProgressStream;
  readonly states: readonly StageState[];
  readonly now: () => number;
  readonly paint: Painter;
};

/** A region at the bottom of the terminal, painted over in one write (so that it doesn't flicker) when something changed. */
export function openRegion({ stream, states, now, paint }: Region): Screen {
  const sinceMs = now();
  let painted = 0;

  const up = (): string => (painted === 0 ? '\r' : `${escape}${painted}A\r`);
  const frame = (): string => {
    const columns = columnsOf(stream);
    const all = regionLines(states, now(), sinceMs, columns, paint);
    const rows = Math.max(1, known(stream.rows, 24) - 1);
    const lines = all.slice(-rows);
    painted = lines.length;
    return lines.map((line) => `${line}${clearToEndOfLine}\n`).join('');
  };
  const show = (above = ''): void => {
    const start = up();
    stream.write(`${start}${above}${frame()}${clearBelow}`);
  };
  const giveBack = (): void => {
    stream.write(showCursor);
  };

  stream.write(hideCursor);
  show();
  const timer = setInterval(() => show(), tickMs);
  timer.unref();
  process.once('exit', giveBack);

  return {
    note: (line) =>
      show(
        wrap(line, columnsOf(stream))
          .map((each) => `${each}${clearToEndOfLine}\n`)
          .join(''),
      ),
    changed: () => show(),
    close: () => {
      clearInterval(timer);
      process.off('exit', giveBack);
      show();
      giveBack();
    },
  };
}

/** One column less: a full line would wrap on some terminals, and the count of lines would be wrong. */
function columnsOf(stream: ProgressStream): number {
  return Math.max(20, known(stream.columns, 80) - 1);
}

/** Terminals without a size of their own (under `script`, in some CI) say 0. */
function known(size: number | undefined, usual: number): number {
  return size === undefined || size === 0 ? usual : size;
}
