import { availableParallelism } from 'node:os';
import { watchLateness } from '../../lateness.js';

/** k6 tells its virtual users once a second, by its own clock. */
const tickMs = 1000;
// k6 itself stood still, or was about to be let run only now and then.
const stoodStillMs = 1500;
/** Of the processors that there are: busier, what k6 does may wait within k6, and nobody else sees it. */
const busyShare = 0.8;

export interface KnownLateness {
  /** k6 told something: `isTick`, its virtual users. */
  note: (timeMs: number, isTick: boolean) => void;
  /** By second of the clock, up to now; the first is the one that it was begun in. */
  bySecond: () => number[];
  stop: () => void;
}

/**
 * How late a k6 is known to have been that does not tell it itself, as gonogo's extension would. In each second, the most of
 *
 * - how late this process was, its neighbour on the same processors: what kept one from running kept the other;
 * - how late k6's own tick of each second came; where two lie half a second more apart than they should, all that time;
 * - a second, while k6 used most of its processors, or nobody knows how much: then it may have waited for itself, and all
 *   that is known is that its ticks went on.
 *
 * @param processorMs k6's processor time; undefined where nobody knows it; what it returns is undefined when k6 is gone
 */
export function watchKnownLateness(
  processorMs: (() => number | undefined) | undefined,
  startedAtMs: number,
): KnownLateness {
  const firstSecond = Math.floor(startedAtMs / 1000);
  const beside = watchLateness(startedAtMs % 1000);
  const marked: number[] = [];
  let lastTick: number | undefined;
  let lastSeen: number | undefined;
  let looked = { atMs: startedAtMs, usedMs: 0 };

  const mark = (fromMs: number, toMs: number, lateMs: number): void => {
    const last = Math.floor(toMs / 1000) - firstSecond;
    for (let second = Math.max(0, Math.floor(fromMs / 1000) - firstSecond); second <= last; second += 1)
      marked[second] = Math.max(marked[second] ?? 0, lateMs);
  };
  const markBetween = (fromMs: number, toMs: number): void => {
    const apart = toMs - fromMs;
    mark(fromMs, toMs, apart >= stoodStillMs ? apart : Math.max(0, apart - tickMs));
  };
  const look = (): void => {
    const now = { atMs: Date.now(), usedMs: processorMs?.() ?? looked.usedMs };
    const share = (now.usedMs - looked.usedMs) / (availableParallelism() * (now.atMs - looked.atMs));
    if (processorMs === undefined || !(share < busyShare)) mark(looked.atMs, now.atMs, tickMs);
    looked = now;
  };
  const timer = setInterval(look, tickMs);

  return {
    note(timeMs, isTick) {
      lastSeen = Math.max(lastSeen ?? timeMs, timeMs);
      // Before its first tick k6 reads the script, and sends nothing.
      lastTick ??= timeMs;
      if (!isTick) return;
      markBetween(lastTick, timeMs);
      lastTick = timeMs;
    },
    bySecond() {
      if (processorMs === undefined) look();
      if (lastTick !== undefined && lastSeen !== undefined && lastSeen - lastTick >= stoodStillMs)
        markBetween(lastTick, lastSeen);
      return beside.bySecond().map((ms, second) => Number(Math.max(ms, marked[second] ?? 0).toFixed(3)));
    },
    stop() {
      clearInterval(timer);
      beside.stop();
    },
  };
}
