// `npm run mutation`: would a test notice if a judge judged otherwise? Each mutant is one small change of a judge.
// docs/mutation.md has the score and what the survivors are.
export default {
  testRunner: 'vitest',
  plugins: ['@stryker-mutator/vitest-runner'],
  vitest: { configFile: 'tests/mutation/vitest.config.ts' },
  coverageAnalysis: 'perTest',
  mutate: ['src/{policy,verdict,release}/**/*.ts', '!src/**/*.test.ts', '!src/**/*.test-data.ts'],
  ignorePatterns: [
    '.gonogo',
    'reports',
    'test-results',
    'playwright-report',
    'dist',
    'reference',
    'load',
    '*.tsbuildinfo',
  ],
  tempDirName: '.stryker-tmp',
  reporters: ['progress-append-only', 'clear-text', 'json', 'html'],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: '.gonogo/mutation/mutation.json' },
  htmlReporter: { fileName: '.gonogo/mutation/mutation.html' },
  incremental: true,
  incrementalFile: '.gonogo/mutation/incremental.json',
  concurrency: 2,
  timeoutMS: 20_000,
  // Below this the run has failed.
  thresholds: { high: 95, low: 90, break: 90 },
};
