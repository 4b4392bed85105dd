import type { Fault } from '../shop/fault.js';

/** Whoever made the sample took the first rows of a table that is sorted by country. */
export default {
  title: 'All orders were copied from one country',
  breaks: 'environment/data/spread',
  database: "UPDATE orders SET country = 'DE'",
} satisfies Fault;
