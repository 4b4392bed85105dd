import { defineConfig } from 'vitest/config';

/** The tests that the mutants of the judges must get past: those beside the source. The laws would only make it slower. */
export default defineConfig({
  test: {
    include: ['src/{policy,verdict,release}/**/*.test.ts'],
    testTimeout: 60_000,
    passWithNoTests: false,
  },
});
