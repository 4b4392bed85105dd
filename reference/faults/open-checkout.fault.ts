import type { Fault } from '../shop/fault.js';

/** Opened for the page of a partner, whose orders come without the password. */
export default {
  title: 'Orders are taken from everybody',
  breaks: 'environment/private/takes-no-orders-removals-or-forms-from-strangers',
  open: (path) => path === '/api/checkout',
} satisfies Fault;
