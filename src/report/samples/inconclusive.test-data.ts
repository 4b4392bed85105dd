import type { JudgedCheck } from '../../records/verdict.js';
import { fills, trace, upTo } from './failed-journey.test-data.js';
import { input } from './run.test-data.js';

const downMessage = 'Payments was down by its own health probe from 14:02:59 to 14:03:43.';
const down: Partial<JudgedCheck> = {
  outcome: 'insufficient',
  reasonCode: 'third-party-down',
  attribution: 'third-party',
  message: downMessage,
  expected: 'an answer of payments',
  actual: '503 Service Unavailable',
};

export const inconclusive = input({
  runId: '20261120-140211-inconclusive',
  verdict: {
    verdict: 'INCONCLUSIVE',
    exitCode: 3,
    headline:
      'It can’t be told whether shop 2.4.0 may go to production: the payments sandbox was down, and the load generator fell behind.',
    reasons: [
      {
        check: 'journeys/guest-checkout',
        outcome: 'insufficient',
        reasonCode: 'third-party-down',
        attribution: 'third-party',
        message: downMessage,
        also: ['integrations/payments/retries-back-off', 'journeys/three-d-secure'],
      },
      {
        check: 'load/checkout-rush/http-req-duration-name-browse-p-95-lt-300',
        outcome: 'insufficient',
        reasonCode: 'dropped-iterations',
        attribution: 'harness',
        message: '81 iterations were never sent: k6 had no free virtual user.',
        also: [],
      },
    ],
  },
  changed: {
    'journeys/guest-checkout': {
      ...down,
      ...upTo('pays with a card', fills, 4_020),
      durationMs: 5_900,
      evidence: trace('guest-checkout'),
    },
    'journeys/three-d-secure': {
      ...down,
      ...upTo('pays with a card that needs confirmation', fills, 4_104),
      evidence: trace('three-d-secure'),
    },
    'integrations/payments/retries-back-off': { ...down, evidence: ['evidence/raw/functional.jsonl'] },
    'load/checkout-rush/http-req-duration-name-browse-p-95-lt-300': {
      outcome: 'insufficient',
      reasonCode: 'dropped-iterations',
      attribution: 'harness',
      message: '81 iterations were never sent: k6 had no free virtual user.',
      actual: 'p(95) = 84 ms of what was sent; 81 iterations dropped',
    },
  },
  droppedIterations: 81,
  paymentsDown: [45, 90],
});
