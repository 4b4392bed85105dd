import type { Fault } from '../shop/fault.js';

/** The classic hole of an API: an order is found by its number, and nobody asks whose it is. */
export default {
  title: 'Whoever knows the number of an order is shown it',
  breaks: 'environment/access-control',
  ordersForAll: true,
} satisfies Fault;
