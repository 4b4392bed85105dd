import { input } from './run.test-data.js';

export const go = input({
  runId: '20261120-140211-go',
  verdict: {
    verdict: 'GO',
    exitCode: 0,
    headline: 'shop 2.4.0 may go to production: all 64 blocking checks hold, one advisory check does not.',
    reasons: [],
  },
  changed: {
    'journeys/search-and-browse@clean-console': {
      tier: 'advisory',
      outcome: 'failed',
      reasonCode: 'findings',
      attribution: 'product',
      message: 'One warning in the console of the search page.',
      expected: 'no findings',
      actual: '1 finding on 7 pages',
    },
  },
});
