import type { Fault } from '../shop/fault.js';

/**
 * A column that only the candidate fills: the database does that for it here, by the name under which it connects. The
 * previous release, which knows nothing of it, can take no order any more.
 */
export default {
  title: 'The previous release cannot write orders into the migrated database',
  breaks: 'drill/rollback/the-previous-release-serves-customers-on-the-migrated-database',
  migration: `ALTER TABLE orders ADD COLUMN IF NOT EXISTS placed_by text NOT NULL
    DEFAULT nullif(current_setting('application_name'), 'shop 1.9.0')`,
} satisfies Fault;
