/**
 * The promise, or an error that says what was waited for and how long.
 * @param what the sentence's beginning: `the supervisor did not come up`
 */
export function within<T>(limitMs: number, promise: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout;
  const limit = new Promise<never>((_, fail) => {
    timer = setTimeout(() => fail(new Error(`${what} within ${Math.round(limitMs / 1000)} s`)), limitMs);
  });
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}
