import type { Fault } from '../shop/fault.js';

/** Taken along to reproduce what somebody complained of, past the masking. */
export default {
  title: 'A customer of production is among the made-up ones',
  breaks: 'environment/personal-data',
  database: "INSERT INTO customers (email, name) VALUES ('grete.hoffmann@gmx.de', 'Grete Hoffmann')",
} satisfies Fault;
