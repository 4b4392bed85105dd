import type { Fault } from '../shop/fault.js';

/** A typing error in a script: the server is well, and nobody can pay. */
export default {
  title: 'The Pay button does nothing, because its script ends in an error',
  breaks: 'journeys/guest-checkout',
  asset: (name, content) =>
    name === 'checkout.js' ? content.replace('stripe.confirmCardPayment(', 'stripe.confirmCardPaymnet(') : content,
} satisfies Fault;
