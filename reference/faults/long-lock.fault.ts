import type { Fault } from '../shop/fault.js';

/** As rewriting a large table does: nobody orders meanwhile, and on a small staging nobody notices. */
export default {
  title: 'The migration keeps everybody from the orders for three seconds',
  breaks: 'drill/rollback/migrates-without-keeping-customers-waiting',
  migration: 'BEGIN; LOCK TABLE orders IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(3); COMMIT',
} satisfies Fault;
