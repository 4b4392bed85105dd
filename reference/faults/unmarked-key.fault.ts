import type { Fault } from '../shop/fault.js';

/** A key of a gateway in between: nobody can tell by it whether money moves. */
export default {
  title: 'The key that the shop pays with does not say that it is one for tests',
  breaks: 'environment/no-live-keys/staging-pays-with-test-keys',
  paymentKey: 'sk_',
} satisfies Fault;
