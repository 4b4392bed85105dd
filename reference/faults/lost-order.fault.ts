import type { Fault } from '../shop/fault.js';

/** As restoring a table from the backup of a moment ago would: an order that was confirmed is gone. */
export default {
  title: 'Rolling back loses an order',
  breaks: 'drill/rollback/no-order-is-lost',
  rollback: `DELETE FROM orders WHERE id =
    (SELECT id FROM orders WHERE created_at < now() - interval '1 second' ORDER BY created_at DESC, id DESC LIMIT 1)`,
} satisfies Fault;
