import type { Fault } from '../shop/fault.js';

/** Somebody tried something on staging by hand: every journey is green, and slower than production would be. */
export default {
  title: 'The index that finds the orders of a customer was dropped on staging',
  breaks: 'environment/parity/database',
  database: 'DROP INDEX orders_email',
} satisfies Fault;
