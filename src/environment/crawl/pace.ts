import { setTimeout as pause } from 'node:timers/promises';

/** How fast staging wants to be asked: all requests of a crawl keep to it. */
export interface Pace {
  /** Resolves when staging may be asked; to false when that is later than this crawl can wait. */
  turn(): Promise<boolean>;
  /** Staging asks to be left in peace for so many milliseconds. */
  rest(forMs: number): void;
  /** Milliseconds left for all. */
  leftMs(): number;
  /** Why the crawl has to end; undefined: it has not. */
  end(): string | undefined;
}

/** @param limits milliseconds for all, and of waiting where staging asks for it */
export function paceOf({ timeMs, patienceMs }: { timeMs: number; patienceMs: number }): Pace {
  const endsAt = performance.now() + timeMs;
  let restsUntil = 0;
  let rested = 0;
  let refusal: string | undefined;
  const leftMs = (): number => endsAt - performance.now();
  const end = (): string | undefined =>
    refusal ?? (leftMs() <= 0 ? `the time limit of ${timeMs / 1000} s was over` : undefined);
  return {
    end,
    leftMs,
    rest(forMs) {
      const now = performance.now();
      const more = now + forMs - Math.max(now, restsUntil);
      if (more <= 0) return;
      rested += more;
      restsUntil = now + forMs;
      if (rested > patienceMs || restsUntil > endsAt)
        refusal = `staging asked to wait (429, Retry-After) for longer than the ${patienceMs / 1000} s that this crawl may`;
    },
    async turn() {
      while (end() === undefined) {
        const waitMs = restsUntil - performance.now();
        if (waitMs <= 0) return true;
        await pause(waitMs);
      }
      return false;
    },
  };
}
