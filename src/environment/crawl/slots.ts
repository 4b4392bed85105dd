/** Lets only so many acts be under way at a time; the others wait for their turn, in order. */
export function slotsOf(atATime: number): <T>(act: () => Promise<T>) => Promise<T> {
  let free = atATime;
  const waiting: (() => void)[] = [];
  return async (act) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((go) => waiting.push(go));
    try {
      return await act();
    } finally {
      const next = waiting.shift();
      if (next === undefined) free += 1;
      else next();
    }
  };
}
