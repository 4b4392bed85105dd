import fc from 'fast-check';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startPostgres, type PostgresServer } from '../postgres-server.test-data.js';
import { scanPersonalData } from './scan.js';
import type { PersonalDataOptions } from './scan-options.js';

let postgres: PostgresServer;
let databases = 0;
beforeAll(async () => {
  postgres = await startPostgres();
}, 60_000);
afterAll(() => postgres.stop());

/** A database of its own with what these statements put there. */
async function databaseWith(sql: string): Promise<string> {
  const name = `scanned_${(databases += 1)}`;
  await postgres.run('postgres', `CREATE DATABASE ${name}`);
  await postgres.run(name, sql);
  return name;
}

/** Table, column, kind and count of all findings. */
async function found(sql: string, options: Partial<PersonalDataOptions> = {}): Promise<unknown[]> {
  const scan = await scanPersonalData({ database: postgres.dsn(await databaseWith(sql)), ...options });
  return scan.tables.flatMap(({ table, decisions }) =>
    decisions.map(({ column, kind, count }) => [`${table}.${column}`, kind, count]),
  );
}

const refused = (database: string, options: Partial<PersonalDataOptions> = {}) =>
  scanPersonalData({ database, ...options }).then(
    () => expect.unreachable('a scan that read not everything has passed'),
    (error: unknown) => error as { message: string; reasonCode: string },
  );

describe('a scan', () => {
  test('finds each planted value in the column where it was planted, and counts it', async () => {
    const rows = await found(`
      CREATE TABLE people (id int, email varchar(80), phone char(20), born date, iban text, note text, login inet,
        tags text[], profile jsonb, raw json, full_name text);
      INSERT INTO people SELECT n, 'user' || n || '@example.com', '+1 202 555 01' || lpad((n % 100)::text, 2, '0'), '1980-01-01', NULL,
        'order ' || n || ' is late', '10.0.0.1', ARRAY['blue', 'size ' || n], '{"theme": "dark"}', '[]', 'Customer ' || n
        FROM generate_series(1, 2000) AS n;
      UPDATE people SET email = 'grete.hoffmann@gmx.de' WHERE id = 7;
      UPDATE people SET phone = '+49 30 901820' WHERE id IN (8, 9);
      UPDATE people SET born = '1984-05-12' WHERE id = 10;
      UPDATE people SET iban = 'DE27100777770209299700' WHERE id = 11;
      UPDATE people SET note = 'card 4539 5787 6362 1486 was declined' WHERE id = 12;
      UPDATE people SET login = '93.184.215.14' WHERE id = 13;
      UPDATE people SET tags = ARRAY['blue', 'p.novak@seznam.cz'] WHERE id = 14;
      UPDATE people SET profile = '{"theme": "dark", "contact": {"mail": ["jo@gmx.de"]}}' WHERE id = 15;
      UPDATE people SET raw = '[{"fiscal": "RSSMRA85T10A562S"}]' WHERE id = 16;`);
    expect(rows).toEqual([
      ['public.people.email', 'e-mail address', 1],
      ['public.people.phone', 'phone number', 2],
      ['public.people.born', 'date of birth', 1],
      ['public.people.note', 'payment card', 1],
      ['public.people.tags[]', 'e-mail address', 1],
      ['public.people.iban', 'IBAN', 1],
      ['public.people.profile.contact.mail[]', 'e-mail address', 1],
      ['public.people.raw[].fiscal', 'national id IT', 1],
    ]);
  });

  test('finds data in every schema, partition, domain, composite type, key and quoted name', async () => {
    const rows = await found(`
      CREATE SCHEMA "Back Office"; CREATE DOMAIN mail AS text; CREATE DOMAIN worker_mail AS mail;
      CREATE TYPE contact AS (label text, value text);
      CREATE TABLE "Back Office"."Mail ""list""" ("To" worker_mail, person contact);
      INSERT INTO "Back Office"."Mail ""list""" VALUES ('jo@gmx.de', ROW('home', 'ann@gmx.de'));
      CREATE TABLE parted (day int, mail text) PARTITION BY LIST (day);
      CREATE TABLE parted_1 PARTITION OF parted FOR VALUES IN (1);
      INSERT INTO parted VALUES (1, 'jo@gmx.de');
      CREATE TABLE votes (by_voter jsonb); INSERT INTO votes VALUES ('{"jo@gmx.de": 3, "ann@gmx.de": 4}');
      CREATE MATERIALIZED VIEW copied AS SELECT mail AS it FROM parted;`);
    expect(rows).toEqual([
      ['Back Office.Mail "list".To', 'e-mail address', 1],
      ['Back Office.Mail "list".person.value', 'e-mail address', 1],
      ['public.copied.it', 'e-mail address', 1],
      ['public.parted_1.mail', 'e-mail address', 1],
      ['public.votes.by_voter.*', 'e-mail address', 2],
    ]);
  });

  test('takes no look-alike for personal data', async () => {
    const rows = await found(`
      CREATE TABLE goods AS SELECT n, 'SKU-' || 100000 + n AS sku, (4000000000000000 + n)::text AS order_number,
        md5(n::text) AS hash, gen_random_uuid()::text AS token, (52 + n / 7919.0)::text AS latitude, '1.' || n % 40 || '.0.' || n % 7 AS version,
        (1700000000000 + n * 977)::text AS at, to_char(timestamp '2024-01-01' + n * interval '1 hour', 'YYYYMMDDHH24MISS') AS stamp,
        (ARRAY['Harbour', 'Meadow', 'Nordic', 'Little'])[1 + n % 4] || ' ' || (ARRAY['Enamel', 'Oak', 'Brass'])[1 + n % 3] || ' ' || (ARRAY['Mug', 'Bowl', 'Lamp', 'Jar', 'Tent'])[1 + n % 5] AS name,
        (n * 7919 % 100000 / 100.0)::text AS price, 10000000000 + n * 7919 AS account_number, lpad((n * 9176 % 1000000000)::text, 9, '0') AS code,
        'logo-' || n || '@2x.png' AS picture
      FROM generate_series(1, 3000) AS n;`);
    expect(rows).toEqual([]);
  });

  test('finds a column of numbers whose check digits all hold, whatever its name is', async () => {
    const luhn = (n: number) => {
      const body = `4539${String(57_876_362_14 + n * 7919).padStart(11, '0')}`;
      const sum = [...body].reduce((total, digit, at) => {
        const doubled = at % 2 === 0 ? Number(digit) * 2 : Number(digit);
        return total + (doubled > 9 ? doubled - 9 : doubled);
      }, 0);
      return `('${body}${(10 - (sum % 10)) % 10}')`;
    };
    const values = Array.from({ length: 40 }, (_, n) => luhn(n));
    expect(await found(`CREATE TABLE t (field text); INSERT INTO t VALUES ${values.join(', ')};`)).toEqual([
      ['public.t.field', 'payment card', 40],
    ]);
  });
});

describe('made-up people', () => {
  const people = `CREATE TABLE customers (email text, name text, street text, card text);
    INSERT INTO customers SELECT 'c' || n || '@example.net', (ARRAY['Ada', 'Ben', 'Clara', 'Emil'])[1 + n % 4] || ' ' || (ARRAY['Falk', 'Birk', 'Jansen', 'Sato', 'Voss'])[1 + n % 5],
      n || ' Alder Street', NULL FROM generate_series(1, 60) AS n;`;
  const synthetic = [{ table: 'public.customers', reason: 'the seed makes them up', owner: 'platform' }];

  test('are found where nobody declares them', async () => {
    expect(await found(people)).toEqual([
      ['public.customers.name', 'person name', 60],
      ['public.customers.street', 'street address', 60],
    ]);
  });

  test('are nobody where their table is declared, but a real one among them is found, and a card always', async () => {
    expect(await found(people, { synthetic })).toEqual([]);
    const planted = `${people} INSERT INTO customers VALUES ('grete.hoffmann@gmx.de', 'Grete Hoffmann', 'Lindenweg 12', NULL);
      UPDATE customers SET card = '4539 5787 6362 1486' WHERE email = 'c5@example.net';`;
    expect(await found(planted, { synthetic })).toEqual([
      ['public.customers.email', 'e-mail address', 1],
      ['public.customers.name', 'person name', 1],
      ['public.customers.street', 'street address', 1],
      ['public.customers.card', 'payment card', 1],
    ]);
  });

  test('that are declared, and are not there, are a finding', async () => {
    const database = postgres.dsn(
      await databaseWith(`CREATE TABLE customers (email text); INSERT INTO customers VALUES ('none');`),
    );
    const { findings } = await scanPersonalData({ database, synthetic });
    expect(findings).toMatchObject([{ what: 'public.customers is declared as synthetic by platform' }]);
    const gone = await scanPersonalData({ database, synthetic: [{ ...synthetic[0]!, table: 'public.gone' }] });
    expect(gone.findings).toMatchObject([{ actual: expect.stringContaining('no such table') }]);
  });
});

describe('nothing is proved', () => {
  const clean = `CREATE TABLE t (word text); INSERT INTO t SELECT 'word ' || n FROM generate_series(1, 4000) AS n;`;

  test('without a database, by one that is not there, and by one without tables', async () => {
    await expect(scanPersonalData({ database: undefined })).rejects.toThrow('has no "database"');
    const { reasonCode, message } = await refused('postgresql://shop:geheim@127.0.0.1:1/shop');
    expect(reasonCode).toBe('staging-unreachable');
    expect(message).not.toContain('geheim');
    expect(await refused(postgres.dsn(await databaseWith('SELECT 1')))).toMatchObject({ reasonCode: 'zero-samples' });
  });

  test('where a table, or some of its rows, may not be read: it is named, and the others are read', async () => {
    const name = await databaseWith(`${clean} CREATE TABLE closed (a text); CREATE TABLE open (a text);
      CREATE TABLE veiled (a text); INSERT INTO veiled VALUES ('jo@gmx.de'); ALTER TABLE veiled ENABLE ROW LEVEL SECURITY;
      DROP ROLE IF EXISTS reader; CREATE ROLE reader LOGIN PASSWORD 'only-for-tests'; GRANT SELECT ON t, open, veiled TO reader;`);
    const { message } = await refused(postgres.dsn(name, 'reader'));
    expect(message).toMatch(/public\.closed was not read: this role may not read it/);
    expect(message).toMatch(/public\.veiled was not read/);
    expect(message).not.toContain('public.t ');
    await postgres.run(name, `INSERT INTO t VALUES ('jo@gmx.de')`);
    const { findings, unread } = await scanPersonalData({ database: postgres.dsn(name, 'reader') });
    const actual = expect.stringContaining('1 e-mail address in 4001 rows');
    expect(findings).toMatchObject([{ what: 'public.t, column word holds personal data', actual }]);
    expect(unread).toHaveLength(2);
  });

  test('by a scan that was interrupted, or ran out of time: what it did not reach is named', async () => {
    const database = postgres.dsn(await databaseWith(`${clean} CREATE TABLE z (a text);`));
    const stopped = await refused(database, { signal: AbortSignal.abort() });
    expect(stopped.message).toMatch(/public\.t was not read: the scan was interrupted; not reached: public\.z/);
    const late = await refused(database, { timeLimitMs: 0 });
    expect(late.message).toContain('reached its limit of 0 ms');
  });

  test('where a table stays locked, or a value is too long to be looked at', async () => {
    const name = await databaseWith(
      `${clean} CREATE TABLE long (a text); INSERT INTO long VALUES (repeat('word ', 1000));`,
    );
    const long = await refused(postgres.dsn(name), { valueCharacters: 1000 });
    expect(long.message).toContain('1 values of public.long were read in their first 1000 characters only');
    const holder = new pg.Client({ connectionString: postgres.dsn(name) });
    await holder.connect();
    try {
      await holder.query('BEGIN; LOCK TABLE t IN ACCESS EXCLUSIVE MODE');
      const locked = await refused(postgres.dsn(name), { statementLimitMs: 100 });
      expect(locked.message).toMatch(/public\.t was not read: .*statement limit/);
    } finally {
      await holder.end();
    }
  });

  test('by too small a sample: it says what it proves', async () => {
    const database = postgres.dsn(await databaseWith(clean));
    const limits = { fullRows: 1000, sampleRows: 500 };
    expect((await refused(database, limits)).message).toMatch(
      /a sample of \d+ rows of public\.t proves a prevalence below 0\.\d+ %/,
    );
    const { tables } = await scanPersonalData({ database, ...limits, maximumPrevalence: 0.02 });
    const [{ read, rows, prevalenceBelow }] = tables as [(typeof tables)[0]];
    expect(rows).toBe(4000);
    expect(read).toBeGreaterThan(300);
    expect(prevalenceBelow).toBeCloseTo(1 - 0.05 ** (1 / read), 12);
  });
});

test('no finding holds a value, or a part of one', async () => {
  const word = fc.stringMatching(/^[a-z]{7,12}$/);
  const name = await databaseWith('SELECT 1');
  await fc.assert(
    fc.asyncProperty(word, word, word, async (given, family, key) => {
      const mail = `${given}.${family}@gmx.de`;
      const document = JSON.stringify({ [mail]: { note: mail, [`${key} ${family}`]: [mail] } });
      await postgres.run(
        name,
        `DROP TABLE IF EXISTS t; CREATE TABLE t (a text, b jsonb, c text[], d text);
        INSERT INTO t VALUES ('${mail}', '${document}', ARRAY['${mail}'], '${family} 4539 5787 6362 1486');`,
      );
      const database = postgres.dsn(name);
      const { findings, tables } = await scanPersonalData({ database });
      expect(findings.length).toBeGreaterThan(4);
      const told = JSON.stringify([findings, tables]);
      for (const value of [given, family, '4539', '1486', `${key} `]) expect(told).not.toContain(value);
    }),
    { numRuns: 12 },
  );
});

test('the database stays as it was: the scan writes nothing and is named in its activity', async () => {
  const name = await databaseWith(`CREATE TABLE t (a text); INSERT INTO t VALUES ('word');
    CREATE FUNCTION noted() RETURNS event_trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$;
    CREATE EVENT TRIGGER no_ddl ON ddl_command_start EXECUTE FUNCTION noted();`);
  await expect(scanPersonalData({ database: postgres.dsn(name) })).resolves.toMatchObject({ findings: [], unread: [] });
});
