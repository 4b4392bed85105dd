import type { Fault } from '../shop/fault.js';

/** Settings were copied from production to find out why a payment failed there. */
export default {
  title: 'The shop pays with a live key',
  breaks: 'environment/no-live-keys/staging-pays-with-test-keys',
  paymentKey: 'sk_live_',
} satisfies Fault;
