/**
 * Would a test notice if this part judged otherwise? Each mutant is one small change of it.
 *
 * @param {string} name names its reports
 * @param {string[]} rooms of `src/`; their own tests must notice
 */
export function mutationOf(name, rooms) {
  // The test runners inherit it: vitest.config.ts takes these rooms' tests.
  process.env['GONOGO_MUTATED'] = rooms.join(',');
  return {
    testRunner: 'vitest',
    plugins: ['@stryker-mutator/vitest-runner'],
    vitest: { configFile: 'tests/mutation/vitest.config.ts' },
    coverageAnalysis: 'perTest',
    // document.ts writes docs/verdict.md and judges nothing.
    mutate: [
      ...rooms.map((room) => `src/${room}/**/*.ts`),
      '!src/**/*.test.ts',
      '!src/**/*.test-data.ts',
      '!src/verdict/document.ts',
    ],
    // What is evaluated once, when a file is loaded (tables of words, schemas), would take nine tenths of the time.
    ignoreStatic: true,
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
    jsonReporter: { fileName: `.gonogo/mutation/${name}.json` },
    htmlReporter: { fileName: `.gonogo/mutation/${name}.html` },
    incremental: true,
    incrementalFile: `.gonogo/mutation/${name}.incremental.json`,
    concurrency: 2,
    timeoutMS: 20_000,
    // Below this the run has failed.
    thresholds: { high: 95, low: 90, break: 90 },
  };
}
