import type { JudgedCheck } from '../../records/verdict.js';
import { fills, trace, upTo } from './failed-journey.test-data.js';
import { input } from './run.test-data.js';

const declined = 'The button “Pay €93.80” never became usable.';
const notPayable: Partial<JudgedCheck> = {
  outcome: 'failed',
  reasonCode: 'step-timed-out',
  attribution: 'product',
  message: declined,
  expected: 'button “Pay €93.80” is enabled within 10 s',
  actual: 'it stayed disabled: “Uncaught TypeError: total is undefined” at checkout.js:48',
  durationMs: 12_410,
};

const cutShort: Partial<JudgedCheck> = {
  outcome: 'skipped',
  reasonCode: 'depends-on-failed-setup',
  attribution: 'product',
  message: 'The journey ended before its last page was reached.',
  actual: '4 of 5 pages looked at',
};

export const noGo = input({
  runId: '20261120-140211-no-go',
  verdict: {
    verdict: 'NO-GO',
    exitCode: 1,
    headline: 'shop 2.4.0 must not go to production: guests can’t pay by card, and payment is too slow under load.',
    reasons: [
      {
        check: 'journeys/guest-checkout',
        outcome: 'failed',
        reasonCode: 'step-timed-out',
        attribution: 'product',
        message: declined,
        also: [
          'journeys/guest-checkout@phone',
          'journeys/keyboard-checkout',
          'journeys/declined-card',
          'journeys/three-d-secure',
          'journeys/guest-checkout@accessible',
          'journeys/keyboard-checkout@accessible',
          'journeys/declined-card@accessible',
        ],
      },
      {
        check: 'load/checkout-rush/http-req-duration-name-pay-p-95-lt-800',
        outcome: 'failed',
        reasonCode: 'limit-exceeded',
        attribution: 'product',
        message: 'Paying takes longer than 800 ms for 11.7 % of requests; 5 % are allowed.',
        also: [],
      },
    ],
  },
  changed: {
    'journeys/guest-checkout': {
      ...notPayable,
      ...upTo('pays with a card', fills, 10_204),
      evidence: trace('guest-checkout'),
    },
    'journeys/guest-checkout@phone': {
      ...notPayable,
      ...upTo('pays with a card', fills, 10_188),
      evidence: trace('guest-checkout-phone'),
    },
    'journeys/keyboard-checkout': {
      ...notPayable,
      ...upTo('pays by keyboard', fills, 10_211),
      evidence: trace('keyboard-checkout'),
    },
    'journeys/declined-card': {
      ...notPayable,
      ...upTo('pays with a card that the bank declines', fills, 10_190),
      evidence: trace('declined-card'),
    },
    'journeys/three-d-secure': {
      ...notPayable,
      ...upTo('pays with a card that needs confirmation', fills, 10_195),
      evidence: trace('three-d-secure'),
    },
    'journeys/guest-checkout@accessible': cutShort,
    'journeys/keyboard-checkout@accessible': cutShort,
    'journeys/declined-card@accessible': cutShort,
    'integrations/mail/the-confirmation-arrives': {
      outcome: 'flaky',
      reasonCode: 'passed-on-retry',
      attribution: 'product',
      message: 'It failed, then passed on retry: the mail took longer than 5 s the first time.',
    },
    'load/checkout-rush/http-req-duration-name-pay-p-95-lt-800': {
      outcome: 'failed',
      reasonCode: 'limit-exceeded',
      attribution: 'product',
      message: 'Paying takes longer than 800 ms for 11.7 % of requests; 5 % are allowed.',
      expected: 'p(95) < 800 ms',
      actual: 'p(95) = 1,106 ms; 211 of 1,800 beyond',
    },
  },
  load: { 'http-req-duration-name-pay-p-95-lt-800': { observed: 1106, beyond: 211 } },
});
