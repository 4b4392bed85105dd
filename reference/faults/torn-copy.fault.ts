import type { Fault } from '../shop/fault.js';

/** Two tables were copied at two moments, with triggers off so that nothing complained. */
export default {
  title: 'Lines of orders are there without their orders',
  breaks: 'environment/data/references',
  database: `SET session_replication_role = replica; DELETE FROM orders WHERE id % 5000 = 7; SET session_replication_role = DEFAULT`,
} satisfies Fault;
