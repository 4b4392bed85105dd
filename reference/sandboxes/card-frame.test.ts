import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Browser, type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { keys, testSandbox, type TestSandbox } from './payments/test-sandbox.js';

const chromiums = [process.env['GONOGO_CHROMIUM'], '/usr/bin/chromium', '/usr/bin/google-chrome'];

let payments: TestSandbox;
let shop: Server;
let browser: Browser;

/** What everything on the shop's own page could see: messages, requests to the shop, its DOM. */
const seen: string[] = [];

beforeAll(async () => {
  payments = await testSandbox();
  shop = createServer((request, response) => {
    seen.push(`${request.method} ${request.url}`);
    response.setHeader('content-type', 'text/html').end(hostPage(payments.url));
  });
  await new Promise<void>((done) => shop.listen(0, '127.0.0.1', done));
  browser = await chromium.launch({
    executablePath: chromiums.find((path) => path !== undefined && existsSync(path)),
    args: ['--no-sandbox', '--disable-background-networking', '--disable-component-update', '--no-first-run'],
  });
}, 60_000);

afterAll(async () => {
  await browser.close();
  shop.close();
  await payments.stop();
});

const hostPage = (origin: string): string => `<!doctype html><html lang="en"><title>Shop</title><main><h1>Pay</h1>
  <div id="card"></div><button>Pay</button><p role="status"></p></main>
  <script src="${origin}/v3/stripe.js"></script>
  <script>
    const stripe = Stripe('${keys.PUBLISHABLE_KEY}');
    const card = stripe.elements().create('card');
    card.mount('#card');
    card.on('change', (event) => (document.body.dataset.complete = event.complete));
    window.messages = [];
    addEventListener('message', (event) => window.messages.push(JSON.stringify(event.data)));
    document.querySelector('button').onclick = async () => {
      const { paymentIntent, error } = await stripe.confirmCardPayment(location.hash.slice(1), {
        payment_method: { card, billing_details: { name: 'Ada', address: { country: 'DE' } } },
      });
      document.querySelector('[role=status]').textContent = paymentIntent ? paymentIntent.status : error.code + ': ' + error.message;
    };
  </script></html>`;

async function checkout(amount = 1999): Promise<{ page: Page; id: string }> {
  const { id, client_secret: secret } = await payments.stripe.paymentIntents.create({ amount, currency: 'eur' });
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${(shop.address() as AddressInfo).port}/#${secret}`);
  return { page, id };
}

async function pay(page: Page, number: string, expiry = '12 / 34', cvc = '123'): Promise<void> {
  const frame = page.frameLocator('iframe[title="Secure card payment input frame"]');
  await frame.getByLabel('Card number').fill(number);
  await frame.getByLabel('Expiry date').fill(expiry);
  await frame.getByLabel('CVC').fill(cvc);
  await page.getByRole('button', { name: 'Pay' }).click();
}

const said = (page: Page) => page.getByRole('status').filter({ hasText: /./ }).innerText();

describe('the card frame in a shop of another origin', { timeout: 30_000 }, () => {
  test('pays, and the shop sees neither the number nor its frame', async () => {
    const { page, id } = await checkout();
    const toShop: string[] = [];
    page.on('request', (request) => {
      if (new URL(request.url()).origin !== payments.url) toShop.push(request.url() + (request.postData() ?? ''));
    });
    await pay(page, '4242424242424242');
    expect(await said(page)).toBe('succeeded');
    expect((await payments.stripe.paymentIntents.retrieve(id)).amount_received).toBe(1999);
    const reachable = await page.evaluate(() => {
      const frame = document.querySelector('iframe') as HTMLIFrameElement;
      const messages = (window as unknown as { messages: string[] }).messages;
      return { document: frame.contentDocument, said: document.documentElement.outerHTML + messages.join() };
    });
    expect(reachable.document).toBeNull();
    expect(reachable.said + toShop.join() + seen.join()).not.toMatch(/4242\s?4242/);
    const log = await (await fetch(`${payments.url}/__requests`)).text();
    expect(log).not.toContain('4242424242424242');
    expect(log).not.toContain(keys.SECRET_KEY);
    await page.close();
  });

  test('is filled with the keyboard alone, key by key', async () => {
    const { page } = await checkout();
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.frameLocator('iframe').getByLabel('Card number').waitFor();
    await page.keyboard.press('Tab');
    await page.keyboard.type('4242424242424242');
    await page.keyboard.press('Tab');
    await page.keyboard.type('1234');
    await page.keyboard.press('Tab');
    await page.keyboard.type('123');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await said(page)).toBe('succeeded');
    await page.close();
  });

  test('says what the bank said when it declines, and takes another card after that', async () => {
    const { page, id } = await checkout();
    await pay(page, '4000000000009995');
    expect(await said(page)).toBe('card_declined: Your card has insufficient funds.');
    expect((await payments.stripe.paymentIntents.retrieve(id)).status).toBe('requires_payment_method');
    await pay(page, '4242424242424242');
    await page.getByRole('status').filter({ hasText: 'succeeded' }).waitFor();
    await page.close();
  });

  test.each([
    ['4242', '12 / 34', 'incomplete_number'],
    ['4242424242424241', '12 / 34', 'incorrect_number'],
    ['4242424242424242', '12 / 20', 'invalid_expiry_year_past'],
    ['4242424242424242', '13 / 34', 'invalid_expiry_month'],
  ])('refuses the card %s with expiry %s before any bank is asked', async (number, expiry, code) => {
    const { page, id } = await checkout();
    await pay(page, number, expiry);
    expect(await said(page)).toMatch(new RegExp(`^${code}: `));
    expect((await payments.stripe.paymentIntents.retrieve(id)).last_payment_error).toBeNull();
    await page.close();
  });

  test.each([
    ['Complete authentication', '4000002500003155', 'succeeded'],
    ['Fail authentication', '4000002500003155', 'payment_intent_authentication_failure'],
    ['Complete authentication', '4000008400001629', 'card_declined'],
  ])('leads through 3-D Secure: %s with %s ends %s', async (answer, number, end) => {
    const { page } = await checkout();
    await pay(page, number);
    const challenge = page.frameLocator('iframe[title="3D Secure challenge"]');
    await challenge.getByText('€19.99').waitFor();
    await challenge.getByRole('button', { name: answer }).click();
    expect(await said(page)).toMatch(new RegExp(`^${end}`));
    await page.close();
  });

  test('has no accessibility violation, in the form or in the challenge', async () => {
    const context = await browser.newContext();
    const { client_secret: secret } = await payments.stripe.paymentIntents.create({ amount: 500, currency: 'jpy' });
    const page = await context.newPage();
    await page.goto(`http://127.0.0.1:${(shop.address() as AddressInfo).port}/#${secret}`);
    await page.frameLocator('iframe').getByLabel('CVC').waitFor();
    const rules = async () =>
      (await new AxeBuilder({ page }).analyze()).violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`);
    expect(await rules()).toEqual([]);
    await pay(page, '4000002500003155');
    await page.frameLocator('iframe[title="3D Secure challenge"]').getByText('¥500').waitFor();
    expect(await rules()).toEqual([]);
    await context.close();
  });
});
