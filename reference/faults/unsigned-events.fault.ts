import type { Fault } from '../shop/fault.js';

/** Switched off while the signatures were being changed. */
export default {
  title: 'Payment events are believed without a signature',
  breaks: 'environment/private/the-one-open-door-for-payment-events-opens-to-a-signature-alone',
  unsignedEvents: true,
} satisfies Fault;
