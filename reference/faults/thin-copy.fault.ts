import type { Fault } from '../shop/fault.js';

/** Every page is fast. */
export default {
  title: 'Only five hundred orders were copied',
  breaks: 'environment/data/volume',
  database: 'DELETE FROM orders WHERE id <= 49500',
} satisfies Fault;
