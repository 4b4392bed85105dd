import type { JudgedCheck } from '../../records/verdict.js';
import type { ReportInput } from '../input.js';
import { input } from './run.test-data.js';

const trace = (name: string): string[] => [
  'evidence/raw/functional.jsonl',
  `test-results/${name}-journeys/trace.zip`,
  `test-results/${name}-journeys/test-failed-1.png`,
];
const upTo = (failing: string, before: [string, number][], ms: number) => ({
  failingStep: failing,
  stepsBefore: before.length,
  steps: [
    ...before.map(([title, durationMs]) => ({ title, durationMs, failed: false })),
    { title: failing, durationMs: ms, failed: true },
  ],
});
const fills: [string, number][] = [
  ['finds a tea pot by searching', 652],
  ['puts two of them into the cart', 421],
  ['says where to ship them', 544],
];

const go = input({
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

const noGo = input({
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

const downMessage = 'Payments was down by its own health probe from 14:02:59 to 14:03:43.';
const down: Partial<JudgedCheck> = {
  outcome: 'insufficient',
  reasonCode: 'third-party-down',
  attribution: 'third-party',
  message: downMessage,
  expected: 'an answer of payments',
  actual: '503 Service Unavailable',
};

const inconclusive = input({
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

/** The runs behind `reports/samples/`. */
export const samples: Readonly<Record<string, ReportInput>> = { go, 'no-go': noGo, inconclusive };
