import type { Fault } from '../shop/fault.js';

/** One table was left out of the copy; the pages of old orders show nothing where it was. */
export default {
  title: 'The lines of all orders are missing',
  breaks: 'environment/data/filled',
  database: 'TRUNCATE order_lines',
} satisfies Fault;
