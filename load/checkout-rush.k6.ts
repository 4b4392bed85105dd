import { check } from 'k6';
import exec from 'k6/execution';
import http, { type Params, type RefinedResponse } from 'k6/http';
import type { Options, Scenario } from 'k6/options';
import { b64encode } from 'k6/encoding';
import { traceparent } from 'k6/x/evidence';

// A Monday evening: most people look around, some search, few fill a cart, fewer pay. An open model: customers do not
// wait for one another, so a slow shop gets more of them at once, as in life.
interface Load {
  seconds: number;
  /** New customers a second, by what they came for. */
  browse: number;
  search: number;
  cart: number;
  checkout: number;
}

const loads: Record<string, Load> = {
  smoke: { seconds: 12, browse: 10, search: 8, cart: 4, checkout: 3 },
  standard: { seconds: 75, browse: 10, search: 6, cart: 4, checkout: 4 },
  full: { seconds: 300, browse: 14, search: 8, cart: 5, checkout: 5 },
};
/** More, or less, than usual: how gonogo looks for what the shop can take. */
const times = Number(__ENV['GONOGO_LOAD'] ?? '1');
// Below gracefulStop: a shop that hangs is a failed request, not one that k6 cuts off.
const patience = '10s';

const load = loads[__ENV['GONOGO_PROFILE'] ?? 'standard'];
if (load === undefined)
  throw new Error(`GONOGO_PROFILE=${__ENV['GONOGO_PROFILE']} is none of ${Object.keys(loads).join(', ')}`);

export const options: Options = {
  scenarios: {
    browse: arriving(load.browse, 'browse'),
    search: arriving(load.search, 'search'),
    cart: arriving(load.cart, 'cart'),
    checkout: arriving(load.checkout, 'checkout'),
  },
  // Each is a check of its own. The scenario tells `gonogo plan` how many samples a profile gives a limit; one that
  // the profile cannot prove is named as not checked.
  thresholds: {
    http_req_failed: ['rate<0.05', 'rate<0.01'],
    checks: ['rate>0.95', 'rate>0.99'],
    'http_req_duration{scenario:browse,name:home}': ['med<200', 'p(95)<1000', 'p(99)<2500'],
    'http_req_duration{scenario:browse,name:product}': ['med<200', 'p(95)<1000', 'p(99)<2500'],
    'http_req_duration{scenario:search,name:search}': ['med<300', 'p(95)<1500'],
    'http_req_duration{scenario:cart,name:add to cart}': ['med<200', 'p(95)<1000'],
    'http_req_duration{scenario:cart,name:cart}': ['med<200', 'p(95)<1000'],
    'http_req_duration{scenario:checkout,name:start checkout}': ['med<400', 'p(95)<2000'],
    'http_req_duration{scenario:checkout,name:complete order}': ['med<400', 'p(95)<2000'],
  },
  ...(__ENV['GONOGO_USER_AGENT'] === undefined ? {} : { userAgent: __ENV['GONOGO_USER_AGENT'] }),
};

function arriving(usual: number, journey: string): Scenario {
  const rate = usual * times;
  return {
    executor: 'constant-arrival-rate',
    exec: journey,
    // Whole numbers only: so a tenth of a customer a second counts.
    rate: Math.round(10 * rate),
    timeUnit: '10s',
    duration: `${load?.seconds}s`,
    // Enough for a shop that takes two seconds; beyond eight, arrivals are dropped, and that is said.
    preAllocatedVUs: Math.ceil(rate * 2),
    maxVUs: Math.ceil(rate * 8),
    gracefulStop: '15s',
  };
}

interface Staging {
  access?: { username: string; password: string };
  thirdParties: Record<string, { url: string; settings: Record<string, string> }>;
  settings: Record<string, string>;
}
// Not there yet while gonogo only looks at the limits.
const record = __ENV['GONOGO_STAGING'];
const staging = record === undefined ? undefined : (JSON.parse(open(record)) as Staging);
const shop = __ENV['GONOGO_TARGET'] ?? '';

export function setup(): void {
  if (staging === undefined || shop === '')
    throw new Error('GONOGO_STAGING and GONOGO_TARGET say where the shop is: neither may be missing');
}

export function browse(): void {
  see(get('/', 'home'), 'home is served');
  see(get(`/p/${settingOf('product')}`, 'product'), 'product is served');
}

const wanted = ['lamp', 'mug', 'wool', 'oak', 'harbour', 'book'];

export function search(): void {
  const query = wanted[exec.scenario.iterationInTest % wanted.length];
  see(get(`/search?q=${query}`, 'search'), 'search is served');
}

export function cart(): void {
  addToCart();
  see(get('/cart', 'cart'), 'cart is served');
}

export function checkout(): void {
  addToCart();
  const started = post('/api/checkout', 'start checkout', {
    email: shopper(exec.scenario.iterationInTest % shoppers),
    name: 'Robin Load',
    address: { line1: '1 Harbour Street', city: 'Hamburg', postalCode: '20095', country: 'DE' },
    shipping: 'standard',
  });
  if (!check(started, { 'checkout starts': ({ status }) => status === 200 })) return;
  const { clientSecret } = started.json() as { clientSecret: string };
  const paymentIntent = clientSecret.slice(0, clientSecret.indexOf('_secret'));
  if (!check(confirmCard(paymentIntent, clientSecret), { 'card is taken': ({ status }) => status === 200 })) return;
  const completed = post('/api/checkout/complete', 'complete order', { paymentIntent });
  check(completed, {
    'order is placed': (answer) => answer.status === 200 && typeof answer.json('order') === 'string',
  });
}

/** As Stripe.js does in the customer's browser: publishable key and client secret, straight to the payments provider. */
function confirmCard(paymentIntent: string, clientSecret: string): RefinedResponse<'text'> {
  const payments = staging?.thirdParties['payments'];
  const form = {
    key: payments?.settings['publishableKey'] ?? '',
    client_secret: clientSecret,
    payment_method: 'pm_card_visa',
  };
  return http.post(`${payments?.url}/v1/payment_intents/${paymentIntent}/confirm`, form, {
    tags: { name: 'confirm card' },
    responseType: 'text',
    timeout: patience,
  });
}

function addToCart(): void {
  const added = post('/api/cart', 'add to cart', { product: settingOf('product'), quantity: 1 });
  check(added, { 'goods are in the cart': ({ status }) => status === 201 });
}

// A few, so that teardown can remove them with their orders; more than one, so that they don't queue for one row.
const shoppers = 10;

function shopper(index: number): string {
  return `load-${__ENV['GONOGO_RUN_ID']}-${index}@example.com`;
}

export function teardown(): void {
  for (let index = 0; index < shoppers; index += 1) {
    http.del(`${shop}/admin/api/customers/${shopper(index)}`, null, {
      headers: { ...shopHeaders(), 'x-staging-admin': settingOf('adminToken') },
      tags: { name: 'clean up' },
      responseCallback: http.expectedStatuses({ min: 200, max: 299 }, 404),
    });
  }
}

function get(path: string, name: string): RefinedResponse<'text'> {
  return http.get(`${shop}${path}`, paramsFor(name));
}

function post(path: string, name: string, body: object): RefinedResponse<'text'> {
  const params = paramsFor(name);
  return http.post(`${shop}${path}`, JSON.stringify(body), {
    ...params,
    headers: { ...params.headers, 'content-type': 'application/json' },
  });
}

function see(page: RefinedResponse<'text'>, what: string): void {
  check(page, { [what]: ({ status, body }) => status === 200 && body.includes('</html>') });
}

function paramsFor(name: string): Params & { responseType: 'text' } {
  return { tags: { name }, headers: shopHeaders(), responseType: 'text', timeout: patience };
}

function shopHeaders(): Record<string, string> {
  const access = staging?.access;
  return {
    traceparent: traceparent(),
    ...(access === undefined ? {} : { authorization: `Basic ${b64encode(`${access.username}:${access.password}`)}` }),
  };
}

function settingOf(name: string): string {
  const value = staging?.settings[name];
  if (value === undefined) throw new Error(`the staging record has no setting "${name}"`);
  return value;
}
