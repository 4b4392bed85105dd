import type { Fault } from '../shop/fault.js';

/** The first sign-up of the day collides with an old customer. */
export default {
  title: 'The rows of customers were copied and their sequence was not',
  breaks: 'environment/data/sequences',
  database: "SELECT setval(pg_get_serial_sequence('customers', 'id'), 1)",
} satisfies Fault;
