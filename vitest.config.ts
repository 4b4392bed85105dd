import { defineConfig } from 'vitest/config';

/**
 * Three kinds of tests, each a step of `npm test`: what a room promises (beside its source), the laws of the house,
 * and the real command against tiny hostile projects. A fourth takes too long for that: `npm run drill` and `npm run load-faults`.
 */
export default defineConfig({
  test: {
    passWithNoTests: false,
    allowOnly: false,
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src/**/*.test.ts', 'reference/**/*.test.ts', 'bin/**/*.test.{ts,mjs}'],
          exclude: ['**/node_modules/**', '**/dist/**'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'laws',
          include: ['tests/{laws,all,bench}/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
      {
        test: {
          name: 'black-box',
          include: ['tests/black-box/**/*.test.ts'],
          // The first project may have to wait for k6 to be built.
          testTimeout: 120_000,
          hookTimeout: 600_000,
        },
      },
      {
        test: {
          name: 'faults',
          include: ['tests/faults/**/*.test.ts'],
          testTimeout: 300_000,
        },
      },
    ],
  },
});
