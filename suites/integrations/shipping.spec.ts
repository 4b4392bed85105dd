import { expect, test, type Country } from '../../fixtures/index.js';

/** Whoever buys also needs the payments sandbox: when that is down, this is not the fault of the shop. */
const viaPayments = { annotation: { type: 'third-party', description: 'payments' } };
const path = '/v1/rates';
const longestCheckoutMs = 5_000;

interface Rates {
  rates: { id: string; amount: number }[];
}

const countries: [Country, string][] = [
  ['DE', 'EUR'],
  ['US', 'USD'],
  ['JP', 'JPY'],
];

for (const [country, currency] of countries) {
  test(`${country} is shipped to by both ways, in the shape that the contract promises`, async ({
    request,
    thirdParty,
    contract,
  }) => {
    const { url } = thirdParty('shipping');
    const answer = await request.post(url + path, { data: { country, currency, weight_g: 1_200, subtotal: 100 } });
    const promised = await contract(url, path);
    expect(promised.faultsOfAnswer(answer.status(), await answer.json())).toEqual([]);
    const { rates } = (await answer.json()) as Rates;
    expect(rates.map(({ id }) => id)).toEqual(['standard', 'express']);
    expect(rates[1]?.amount, 'express costs more').toBeGreaterThan(Number(rates[0]?.amount));
  });
}

test('where it does not ship it refuses as the contract says', async ({ request, thirdParty, contract }) => {
  const { url } = thirdParty('shipping');
  const promised = await contract(url, path);
  for (const wrong of [{}, { country: 'FR', currency: 'EUR', weight_g: 1, subtotal: 0 }]) {
    const answer = await request.post(url + path, { data: wrong });
    expect(answer.ok()).toBe(false);
    expect(promised.faultsOfAnswer(answer.status(), await answer.json())).toEqual([]);
  }
});

for (const [shipping, index] of [
  ['standard', 0],
  ['express', 1],
] as const) {
  test(
    `the shop asks as the contract says, and charges what ${shipping} costs`,
    viaPayments,
    async ({ shopApi, payments, thirdParty, contract, request }) => {
      const sandbox = thirdParty('shipping');
      const { number } = await payments.buy({ country: 'JP', shipping, quantity: 27 + index });
      const { subtotal, shipping: charged } = await shopApi.order(number);
      const asked = (await sandbox.requests<{ body: string }>(`"subtotal":${subtotal}`)).at(-1);
      const body: unknown = JSON.parse(String(asked?.body));
      expect((await contract(sandbox.url, path)).faultsOfRequest(body)).toEqual([]);

      const told = (await (await request.post(sandbox.url + path, { data: body })).json()) as Rates;
      expect(charged).toBe(told.rates.find(({ id }) => id === shipping)?.amount);
    },
  );
}

for (const [fault, quantity] of [
  [{ mode: 'slow', ms: 20_000 }, 31],
  [{ mode: 'down' }, 33],
] as const) {
  test(
    `when it is ${fault.mode} the checkout goes on with the shop’s own rates, soon`,
    viaPayments,
    async ({ shopApi, thirdParty, request }) => {
      await shopApi.fillCart({ quantity });
      const { subtotal } = (await (await request.get('/api/cart')).json()) as { subtotal: number };
      await thirdParty('shipping').fault(`"subtotal":${subtotal}`, fault);

      const begun = performance.now();
      const answer = await shopApi.submitCheckout({ shipping: 'express' });
      expect(performance.now() - begun, 'how long the customer waits, in ms').toBeLessThan(longestCheckoutMs);
      expect(answer.status()).toBe(200);
      const { estimated, total } = (await answer.json()) as { estimated: boolean; total: number };
      expect(estimated).toBe(true);
      expect(total, 'goods and shipping').toBeGreaterThan(subtotal);
    },
  );
}
