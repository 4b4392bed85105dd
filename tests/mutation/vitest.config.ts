import { defineConfig } from 'vitest/config';

const rooms = (process.env['GONOGO_MUTATED'] ?? '').split(',');

/** The tests that the mutants of the judges must get past: those beside the source. The laws would only make it slower. */
export default defineConfig({
  test: {
    include: rooms.map((room) => `src/${room}/**/*.test.ts`),
    testTimeout: 60_000,
    passWithNoTests: false,
  },
});
