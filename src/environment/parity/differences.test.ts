import fc from 'fast-check';
import { expect, test } from 'vitest';
import { factKind, type Fact } from '../../records/snapshot.js';
import { differencesBetween } from './differences.js';

const told = (production: Fact[], staging: Fact[]) =>
  differencesBetween('r', production, staging, 'here').map(({ id, risk, expected, actual }) => [
    id,
    risk,
    expected,
    actual,
  ]);
const fact = (kind: Fact['kind'], subject: string, value: Fact['value']): Fact => ({ kind, subject, value });
const none = '(not there)';

test.each<[Fact['kind'], string, Fact['value'] | undefined, Fact['value'] | undefined, string | undefined]>([
  ['index', 'public.orders.by_email', 'CREATE INDEX a', undefined, 'high'],
  ['index', 'public.orders.by_email', undefined, 'CREATE INDEX a', 'medium'],
  ['index', 'public.orders.by_email', 'CREATE UNIQUE INDEX a', 'CREATE INDEX a', 'high'],
  ['index', 'public.orders.by_email', 'CREATE INDEX a', 'CREATE INDEX b', 'medium'],
  ['setting', 'TimeZone', 'UTC', 'Europe/Berlin', 'high'],
  ['setting', 'work_mem', '4096 × kB', '8192 × kB', 'low'],
  ['setting', 'fsync', 'on', 'off', 'medium'],
  ['server-version', 'server', '16.3', '16.3 (Debian 16.3-1)', undefined],
  ['server-version', 'server', '16.3', '17.0', 'high'],
  ['server-version', 'server', '16.3', '16.4', 'medium'],
  ['server-version', 'server', '16.4', '16.3', 'high'],
  ['npm-package', 'hono', '4.13.0', '4.13.0', undefined],
  ['npm-package', 'hono', '4.13.0', '4.13.1', 'low'],
  ['npm-package', 'hono', '4.13.1', '4.13.0', 'medium'],
  ['npm-package', 'hono', '4.13.0', '5.0.0', 'high'],
  ['npm-package', 'hono', '4.13.0', '4.13.0, 5.0.0', 'medium'],
  ['debian-package', 'debian/openssl', '3.0.15-1', '3.0.15-1~deb12u1', 'medium'],
  ['feature-flag', 'new-checkout', true, false, 'high'],
  ['feature-flag', 'limit', 1, '1', 'high'],
  ['environment-variable', 'CURRENCY', 'hmac-sha256:a', 'hmac-sha256:b', 'medium'],
  ['environment-variable', 'STRIPE_SECRET', 'hmac-sha256:a', 'hmac-sha256:b', undefined],
  ['environment-variable', 'STRIPE_SECRET', 'hmac-sha256:a', undefined, 'medium'],
  ['header', 'strict-transport-security', 'max-age=1', 'max-age=2', 'high'],
])('%s %s of %j in production and %j on staging: %s', (kind, subject, there, here, risk) => {
  const side = (value: Fact['value'] | undefined) => (value === undefined ? [] : [fact(kind, subject, value)]);
  const expected = [[`r/${kind}/${subject}`, risk, String(there ?? none), String(here ?? none)]];
  expect(told(side(there), side(here))).toEqual(risk === undefined ? [] : expected);
});

test("a secret that is production's own is the worst of it", () => {
  const secret = [fact('environment-variable', 'STRIPE_SECRET', 'hmac-sha256:a')];
  expect(told(secret, secret)).toEqual([
    ['r/environment-variable/STRIPE_SECRET', 'high', "a value of staging's own", "production's own value"],
  ]);
});

test('a missing table is one difference, without its columns, indexes and constraints', () => {
  const table = [
    fact('table', 'public.orders', 'table'),
    fact('column', 'public.orders.id', 'integer'),
    fact('index', 'public.orders.by_email', 'CREATE INDEX a'),
    fact('constraint', 'public.orders.orders_pkey', 'PRIMARY KEY (id)'),
  ];
  const other = fact('column', 'public.order_lines.id', 'integer');
  expect(told([...table, other], [])).toEqual([
    ['r/column/public.order_lines.id', 'high', 'integer', none],
    ['r/table/public.orders', 'high', 'table', none],
  ]);
  // A table that is there on both sides and is something else does not hide its columns.
  const unlogged = [fact('table', 'public.orders', 'unlogged table'), ...table.slice(2)];
  expect(told(table, unlogged).map(([id]) => id)).toEqual(['r/column/public.orders.id', 'r/table/public.orders']);
});

test('the worst comes first', () => {
  const production = [fact('setting', 'jit', 'on'), fact('setting', 'ssl', 'on'), fact('extension', 'citext', '1.6')];
  expect(told(production, []).map(([, risk]) => risk)).toEqual(['high', 'medium', 'medium']);
});

test('equal sides differ in nothing but shared secrets; whatever is changed, taken or added is told once', () => {
  const kind = fc.constantFrom(...factKind.options.filter((one) => one !== 'environment-variable'));
  const facts = fc.uniqueArray(
    fc.record({ kind, subject: fc.stringMatching(/^[a-z]{1,6}$/), value: fc.constantFrom('a', 'b') }),
    {
      selector: ({ kind, subject }) => `${kind} ${subject}`,
      maxLength: 8,
    },
  );
  fc.assert(
    fc.property(facts, facts, (a, b) => {
      expect(told(a, a)).toEqual([]);
      const ids = told(a, b).map(([id]) => id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(
        told(b, a)
          .map(([id]) => id)
          .toSorted(),
      ).toEqual(ids.toSorted());
    }),
  );
});
