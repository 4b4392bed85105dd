import type { Fault } from '../shop/fault.js';

/** The nightly restore has failed since the summer, and nobody reads its mail. */
export default {
  title: "Staging's data was last taken from production ninety days ago",
  breaks: 'environment/data/freshness',
  database: "UPDATE restores SET copied_at = now() - interval '90 days'",
} satisfies Fault;
