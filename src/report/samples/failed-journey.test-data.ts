/** The evidence of a journey that failed. */
export const trace = (name: string): string[] => [
  'evidence/raw/functional.jsonl',
  `test-results/${name}-journeys/trace.zip`,
  `test-results/${name}-journeys/test-failed-1.png`,
];
/** A journey that came up to its failing step. */
export const upTo = (failing: string, before: [string, number][], ms: number) => ({
  failingStep: failing,
  stepsBefore: before.length,
  steps: [
    ...before.map(([title, durationMs]) => ({ title, durationMs, failed: false })),
    { title: failing, durationMs: ms, failed: true },
  ],
});
/** The steps before a guest pays. */
export const fills: [string, number][] = [
  ['finds a tea pot by searching', 652],
  ['puts two of them into the cart', 421],
  ['says where to ship them', 544],
];
