import type { FactKind } from '../../../records/snapshot.js';

/** Settings that decide what a query answers, how long it may take, or what survives; none of them holds a secret, or is told to superusers only. */
const settings = [
  ...['autovacuum', 'bytea_output', 'DateStyle', 'default_text_search_config', 'default_transaction_isolation'],
  ...['default_transaction_read_only', 'effective_cache_size', 'effective_io_concurrency', 'extra_float_digits'],
  ...['fsync', 'full_page_writes', 'idle_in_transaction_session_timeout', 'IntervalStyle', 'jit', 'lc_messages'],
  ...['lc_monetary', 'lc_numeric', 'lc_time', 'lock_timeout', 'log_min_duration_statement', 'log_statement'],
  ...['maintenance_work_mem', 'max_connections', 'max_locks_per_transaction', 'max_parallel_workers'],
  ...['max_parallel_workers_per_gather', 'max_prepared_transactions', 'max_wal_size', 'max_worker_processes'],
  ...['password_encryption', 'random_page_cost', 'row_security', 'search_path', 'server_encoding'],
  ...['session_replication_role', 'shared_buffers', 'ssl', 'standard_conforming_strings'],
  ...['statement_timeout', 'synchronous_commit', 'temp_file_limit', 'TimeZone', 'transaction_timeout'],
  ...['wal_level', 'work_mem'],
];

/** What people made: no system schemas, nothing that belongs to an extension, and of partitions the parent alone. */
const own = `
  own AS (
    SELECT c.oid, n.nspname || '.' || c.relname AS name, c.relname, c.relkind, c.relpersistence
    FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname !~ '^pg_' AND n.nspname <> 'information_schema' AND NOT c.relispartition
      AND NOT EXISTS (SELECT FROM pg_depend d
        WHERE d.classid = 'pg_class'::regclass AND d.objid = c.oid AND d.deptype = 'e'))`;

/**
 * What is read of a database: a query for each kind of fact, with the columns `subject` and `value`. They run on
 * PostgreSQL 12 and newer, for every role that can connect.
 */
export const catalogs: readonly { kind: FactKind; sql: string }[] = [
  { kind: 'server-version', sql: `SELECT 'server' AS subject, current_setting('server_version') AS value` },
  {
    kind: 'setting',
    // What a new session gets: our own limits are not in it.
    sql: `
      SELECT name AS subject, reset_val || coalesce(' × ' || unit, '') AS value
      FROM pg_settings WHERE name IN (${settings.map((name) => `'${name}'`).join(', ')})
      UNION ALL
      SELECT 'database.' || key, value FROM pg_database d, jsonb_each_text(to_jsonb(d))
      WHERE d.datname = current_database() AND value IS NOT NULL
        AND key IN ('datcollate', 'datctype', 'datlocprovider', 'datlocale', 'daticulocale')
      UNION ALL
      SELECT 'database.encoding', pg_encoding_to_char(encoding) FROM pg_database WHERE datname = current_database()`,
  },
  { kind: 'extension', sql: `SELECT extname AS subject, extversion AS value FROM pg_extension` },
  {
    kind: 'schema',
    sql: `SELECT nspname AS subject, 'there' AS value FROM pg_namespace
      WHERE nspname !~ '^pg_' AND nspname <> 'information_schema'`,
  },
  {
    kind: 'table',
    sql: `WITH ${own}
      SELECT name AS subject,
        CASE relpersistence WHEN 'u' THEN 'unlogged ' ELSE '' END ||
        CASE relkind WHEN 'r' THEN 'table' WHEN 'p' THEN 'partitioned table' WHEN 'f' THEN 'foreign table'
          WHEN 'S' THEN 'sequence' WHEN 'v' THEN 'view ' ELSE 'materialized view ' END ||
        CASE WHEN relkind IN ('v', 'm') THEN md5(pg_get_viewdef(oid)) ELSE '' END AS value
      FROM own WHERE relkind IN ('r', 'p', 'f', 'S', 'v', 'm')`,
  },
  {
    kind: 'column',
    sql: `WITH ${own}
      SELECT own.name || '.' || a.attname AS subject,
        format_type(a.atttypid, a.atttypmod) || CASE WHEN a.attnotnull THEN ' NOT NULL' ELSE '' END ||
        CASE WHEN a.attidentity <> '' THEN ' IDENTITY'
          WHEN a.attgenerated <> '' THEN ' GENERATED ' || pg_get_expr(d.adbin, d.adrelid)
          WHEN d.adbin IS NOT NULL THEN ' DEFAULT ' || pg_get_expr(d.adbin, d.adrelid) ELSE '' END AS value
      FROM own JOIN pg_attribute a ON a.attrelid = own.oid
      LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
      WHERE a.attnum > 0 AND NOT a.attisdropped AND own.relkind IN ('r', 'p', 'f', 'v', 'm')`,
  },
  {
    kind: 'index',
    // An index that is a constraint's is told there, once.
    sql: `WITH ${own}
      SELECT own.name || '.' || c.relname AS subject,
        pg_get_indexdef(i.indexrelid) || CASE WHEN i.indisvalid THEN '' ELSE ' INVALID' END AS value
      FROM own JOIN pg_index i ON i.indrelid = own.oid JOIN pg_class c ON c.oid = i.indexrelid
      WHERE NOT EXISTS (SELECT FROM pg_constraint k WHERE k.conindid = i.indexrelid AND k.contype IN ('p', 'u', 'x'))`,
  },
  {
    kind: 'constraint',
    // NOT NULL is a constraint of its own from PostgreSQL 18 on; columns tell of it in every version.
    sql: `WITH ${own}
      SELECT own.name || '.' || k.conname AS subject, pg_get_constraintdef(k.oid) AS value
      FROM own JOIN pg_constraint k ON k.conrelid = own.oid WHERE k.contype IN ('p', 'u', 'f', 'c', 'x')`,
  },
  {
    kind: 'role',
    sql: `
      SELECT r.rolname AS subject, concat_ws(' ',
        CASE WHEN r.rolcanlogin THEN 'LOGIN' ELSE 'NOLOGIN' END, CASE WHEN r.rolsuper THEN 'SUPERUSER' END,
        CASE WHEN r.rolcreatedb THEN 'CREATEDB' END, CASE WHEN r.rolcreaterole THEN 'CREATEROLE' END,
        CASE WHEN r.rolreplication THEN 'REPLICATION' END, CASE WHEN r.rolbypassrls THEN 'BYPASSRLS' END,
        'IN ' || (SELECT string_agg(g.rolname, ', ' ORDER BY g.rolname)
          FROM pg_auth_members m JOIN pg_roles g ON g.oid = m.roleid WHERE m.member = r.oid)) AS value
      FROM pg_roles r WHERE r.rolname !~ '^pg_'`,
  },
];

/** Where migration tools write down what they have applied, and the columns that name one migration. */
export const migrationTables: readonly { tool: string; table: string; columns: readonly string[] }[] = [
  { tool: 'Alembic', table: 'alembic_version', columns: ['version_num'] },
  { tool: 'Django', table: 'django_migrations', columns: ['app', 'name'] },
  { tool: 'Drizzle', table: '__drizzle_migrations', columns: ['hash'] },
  { tool: 'Entity Framework', table: '__EFMigrationsHistory', columns: ['MigrationId'] },
  { tool: 'Flyway', table: 'flyway_schema_history', columns: ['script'] },
  { tool: 'Knex', table: 'knex_migrations', columns: ['name'] },
  { tool: 'Liquibase', table: 'databasechangelog', columns: ['author', 'id'] },
  { tool: 'node-pg-migrate', table: 'pgmigrations', columns: ['name'] },
  { tool: 'Prisma', table: '_prisma_migrations', columns: ['migration_name'] },
  { tool: 'Rails, golang-migrate, dbmate', table: 'schema_migrations', columns: ['version'] },
  { tool: 'Sequelize', table: 'SequelizeMeta', columns: ['name'] },
  { tool: 'TypeORM and others', table: 'migrations', columns: ['name'] },
  { tool: 'Laravel', table: 'migrations', columns: ['migration'] },
];

/** The tables of these names, with all of their columns and whether this role may read them. */
export const migrationTablesSql = `WITH ${own}
  SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) AS quoted, own.name, own.relname AS table,
    has_table_privilege(own.oid, 'SELECT') AS readable, array_agg(a.attname::text) AS columns
  FROM own JOIN pg_class c ON c.oid = own.oid JOIN pg_namespace n ON n.oid = c.relnamespace
  JOIN pg_attribute a ON a.attrelid = own.oid AND a.attnum > 0 AND NOT a.attisdropped
  WHERE own.relname = ANY ($1) AND own.relkind IN ('r', 'p') GROUP BY 1, 2, 3, 4`;
