import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { forked, type Forked } from '../forked.js';

interface Operation {
  requestBody: { content: { 'application/json': { schema: object } } };
  responses: Record<string, { content: { 'application/json': { schema: object } } }>;
}

const running = new Map<string, Forked>();
beforeAll(async () => {
  for (const name of ['tax', 'shipping']) running.set(name, await forked(name));
});
afterAll(async () => {
  for (const sandbox of running.values()) expect(await sandbox.stop()).toBe(0);
});

const paths: Record<string, string> = { tax: '/v1/calculations', shipping: '/v1/rates' };
const ask = (name: string, body: unknown) =>
  fetch(`${running.get(name)?.url}${paths[name]}`, { method: 'POST', body: JSON.stringify(body) });
const money = { DE: 'EUR', US: 'USD', JP: 'JPY' } as const;
const country = fc.constantFrom('DE', 'US', 'JP');
const line = fc.record({
  amount: fc.nat(1_000_000),
  quantity: fc.integer({ min: 1, max: 99 }),
  category: fc.constantFrom('standard', 'books'),
});

async function operation(name: string): Promise<Operation> {
  const document = (await (await fetch(`${running.get(name)?.url}/openapi.json`)).json()) as {
    openapi: string;
    paths: Record<string, { post: Operation }>;
  };
  expect(document.openapi).toBe('3.1.0');
  return document.paths[paths[name] as string]?.post as Operation;
}

describe.each([
  [
    'tax',
    fc.record({ country, lines: fc.array(line, { minLength: 1, maxLength: 9 }), shipping_amount: fc.nat(10_000) }),
  ],
  ['shipping', fc.record({ country, weight_g: fc.integer({ min: 1, max: 100_000 }), subtotal: fc.nat(1_000_000) })],
])('%s', (name, requests) => {
  test('answers every request that its document allows as its document says', async () => {
    const { requestBody, responses } = await operation(name);
    const ajv = new Ajv2020({ strict: true });
    const asked = ajv.compile(requestBody.content['application/json'].schema);
    const answered = ajv.compile(responses['200']?.content['application/json'].schema as object);
    await fc.assert(
      fc.asyncProperty(requests as fc.Arbitrary<{ country: keyof typeof money }>, async (some) => {
        const body = { ...some, currency: money[some.country] };
        const response = await ask(name, body);
        expect([asked(body), response.status, answered(await response.json()), answered.errors]).toEqual([
          true,
          200,
          true,
          null,
        ]);
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    [400, { country: 'DE' }],
    [400, undefined],
    [422, name === 'tax' ? taxed('FR', 'EUR', 100) : parcel('FR', 'EUR')],
    [422, name === 'tax' ? taxed('DE', 'USD', 100) : parcel('DE', 'USD')],
  ])('refuses with %i what it must: %j', async (status, body) => {
    const schema = (await operation(name)).responses[String(status)]?.content['application/json'].schema as object;
    const response = await ask(name, body);
    expect(response.status).toBe(status);
    expect(new Ajv2020().validate(schema, await response.json())).toBe(true);
  });
});

function taxed(land: string, currency: string, amount: number, category = 'standard') {
  return { country: land, currency, lines: [{ amount, quantity: 1, category }], shipping_amount: 0 };
}

function parcel(land: string, currency: string, weight = 500, subtotal = 1_000) {
  return { country: land, currency, weight_g: weight, subtotal };
}

test.each([
  ['DE', 'EUR', 11_900, 'standard', 1_900, 11_900],
  ['DE', 'EUR', 10_700, 'books', 700, 10_700],
  ['US', 'USD', 10_000, 'standard', 825, 10_825],
  ['JP', 'JPY', 1_100, 'standard', 100, 1_100],
  ['DE', 'EUR', 0, 'standard', 0, 0],
])('the tax of %s on %s %i (%s) is %i, the total %i', async (land, currency, amount, category, tax, total) => {
  expect(await (await ask('tax', taxed(land, currency, amount, category))).json()).toMatchObject({
    tax_total: tax,
    total,
  });
});

test('a heavier parcel costs more, and standard is free from the limit on', async () => {
  const rates = async (body: object) =>
    ((await (await ask('shipping', body)).json()) as { rates: { amount: number }[] }).rates;
  expect((await rates(parcel('DE', 'EUR', 1_000))).map(({ amount }) => amount)).toEqual([490, 1290]);
  expect((await rates(parcel('DE', 'EUR', 1_001))).map(({ amount }) => amount)).toEqual([590, 1390]);
  expect((await rates(parcel('DE', 'EUR', 1_000, 5_000))).map(({ amount }) => amount)).toEqual([0, 1290]);
});
