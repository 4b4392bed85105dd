import { expect, test, type Country } from '../../fixtures/index.js';

/** Whoever buys also needs the payments sandbox: when that is down, this is not the fault of the shop. */
const viaPayments = { annotation: { type: 'third-party', description: 'payments' } };
const path = '/v1/calculations';
const longestCheckoutMs = 5_000;

interface Calculation {
  tax_total: number;
  total: number;
}

const countries: [Country, string, number, number][] = [
  ['DE', 'EUR', 0.19, 0.07],
  ['US', 'USD', 0.0825, 0.0825],
  ['JP', 'JPY', 0.1, 0.1],
];

for (const [country, currency, standard, books] of countries) {
  test(`${country} is taxed by its law, in the shape that the contract promises`, async ({
    request,
    thirdParty,
    contract,
  }) => {
    const { url } = thirdParty('tax');
    const lines = [
      { amount: 10_000, quantity: 2, category: 'standard' },
      { amount: 5_000, quantity: 1, category: 'books' },
    ];
    const answer = await request.post(url + path, { data: { country, currency, lines, shipping_amount: 500 } });
    const promised = await contract(url, path);
    expect(promised.faultsOfAnswer(answer.status(), await answer.json())).toEqual([]);
    expect(await answer.json()).toMatchObject({ lines: [{ rate: standard }, { rate: books }] });
  });
}

test('what it can’t tax it refuses as the contract says', async ({ request, thirdParty, contract }) => {
  const { url } = thirdParty('tax');
  const promised = await contract(url, path);
  const lines = [{ amount: 1, quantity: 1, category: 'standard' }];
  for (const wrong of [{}, { country: 'FR', currency: 'EUR', lines, shipping_amount: 0 }]) {
    const answer = await request.post(url + path, { data: wrong });
    expect(answer.ok()).toBe(false);
    expect(promised.faultsOfAnswer(answer.status(), await answer.json())).toEqual([]);
  }
});

test(
  'the shop asks as the contract says, and charges what it is told',
  viaPayments,
  async ({ shopApi, payments, thirdParty, contract, request }) => {
    const tax = thirdParty('tax');
    const { number } = await payments.buy({ country: 'US', quantity: 21 });
    const asked = (await tax.requests<{ body: string }>('"quantity":21')).at(-1);
    const body: unknown = JSON.parse(String(asked?.body));
    expect((await contract(tax.url, path)).faultsOfRequest(body)).toEqual([]);

    const told = (await (await request.post(tax.url + path, { data: body })).json()) as Calculation;
    expect(await shopApi.order(number)).toMatchObject({ tax: told.tax_total, total: told.total });
  },
);

for (const [fault, quantity] of [
  [{ mode: 'slow', ms: 20_000 }, 23],
  [{ mode: 'down' }, 25],
] as const) {
  test(
    `when it is ${fault.mode} the shop’s own table stands in, soon and with the same sums`,
    viaPayments,
    async ({ shopApi, thirdParty }) => {
      const usual = await shopApi.beginCheckout({ quantity });
      expect(usual.estimated).toBe(false);
      await thirdParty('tax').fault(`"quantity":${quantity}`, fault);

      const begun = performance.now();
      const answer = await shopApi.submitCheckout();
      expect(performance.now() - begun, 'how long the customer waits, in ms').toBeLessThan(longestCheckoutMs);
      expect(await answer.json()).toMatchObject({ estimated: true, total: usual.total });
    },
  );
}
