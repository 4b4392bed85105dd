const EVERY_MS = 50;

/** Waits for a condition that nothing announces, such as a process that is gone. Throws, naming `what`, at the limit. */
export async function until(what: string, withinMs: number, condition: () => boolean): Promise<void> {
  const deadline = performance.now() + withinMs;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`${what}: not within ${withinMs / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, EVERY_MS));
  }
}
