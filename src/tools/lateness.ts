/** As often as the k6 extension looks: load/xk6/instrument.go. */
const everyMs = 10;

export interface LatenessWatch {
  /** By second, up to now: how late a timer was at most, in milliseconds. The first is the one that it was begun in. */
  bySecond(): number[];
  stop(): void;
}

/**
 * Looks whether this process is let run, and its event loop is free: so late is everything else that it does, and times.
 * @param intoSecondMs how much of the first second is over already: for seconds of the clock
 */
export function watchLateness(intoSecondMs = 0): LatenessWatch {
  const startedAt = performance.now() - intoSecondMs;
  const seconds: number[] = [];
  let due = performance.now() + everyMs;
  const look = (): void => {
    const now = performance.now();
    const second = Math.floor((now - startedAt) / 1000);
    const lateMs = Math.max(0, now - due);
    // Seconds in which it did not get to look were as late as the look that ended them.
    while (seconds.length < second) seconds.push(lateMs);
    seconds[second] = Math.max(seconds[second] ?? 0, lateMs);
  };
  const timer = setInterval(() => {
    look();
    due = performance.now() + everyMs;
  }, everyMs);
  return {
    bySecond: () => {
      look();
      return seconds.map((ms) => Number(ms.toFixed(3)));
    },
    stop: () => clearInterval(timer),
  };
}
