import type { PlannedCheck } from '../../records/plan.js';

/** A check of the sample shop in a run where all is well. */
export type SampleCheck = {
  id: string;
  title: string;
  ms: number;
  expected?: string;
  actual?: string;
  steps?: [string, number][];
  owner?: string;
  impact?: string;
  thirdParties?: string[];
  tier?: PlannedCheck['tier'];
  source?: PlannedCheck['source'];
};

const check = (id: string, title: string, ms: number, more: Partial<SampleCheck> = {}): SampleCheck => ({
  id,
  title,
  ms,
  ...more,
});
const of = (thirdParty: string) => (name: string, title: string, ms: number) =>
  check(`integrations/${thirdParty}/${name}`, title, ms, { thirdParties: [thirdParty], owner: 'platform' });
const payments = of('payments');
const mail = of('mail');
const identity = of('identity');
const tax = of('tax');
const shipping = of('shipping');

export const environment: SampleCheck[] = [
  check('environment/release-identity', 'Every replica is the release under test', 0, {
    expected: '2.4.0 on every replica, before, during and after',
    actual: '2.4.0 on 2 replicas in 122 looks',
    source: { kind: 'identity' },
  }),
  check('environment/exposure/staging-is-behind-its-login-wall', 'Staging is behind its login wall', 41),
  check('environment/exposure/search-engines-are-turned-away', 'Search engines are turned away', 38),
  check('environment/health/health-tells-the-truth', 'Health tells the truth', 12),
  check('environment/live-keys', 'No live payment key is in use', 96),
];

export const integrations: SampleCheck[] = [
  payments('a-double-submit-charges-exactly-once', 'A double submit charges exactly once', 412),
  payments('a-retry-after-a-time-out-charges-exactly-once', 'A retry after a time-out charges exactly once', 1310),
  payments('a-declined-card-leaves-no-order', 'A declined card leaves no order', 288),
  payments('a-refund-is-exact-to-the-cent', 'A refund is exact to the cent', 351),
  payments('requests-have-the-official-shape', 'Requests have the official shape', 640),
  payments('retries-back-off', 'Retries back off', 2210),
  payments('the-pinned-api-version-is-not-past-its-sunset', 'The pinned API version is not past its sunset', 22),
  payments('webhooks-with-a-wrong-signature-are-refused', 'Webhooks with a wrong signature are refused', 64),
  payments('replayed-webhooks-change-nothing', 'Replayed webhooks change nothing', 133),
  payments('webhooks-out-of-order-end-in-the-same-state', 'Webhooks out of order end in the same state', 201),
  mail('the-confirmation-arrives', 'The confirmation arrives', 590),
  mail('it-goes-to-the-right-person-alone', 'It goes to the right person alone', 575),
  mail('its-links-stay-in-staging', 'Its links stay in staging', 548),
  identity('discovery-names-the-issuer', 'Discovery names the issuer', 35),
  identity('the-code-flow-keeps-state-and-pkce', 'The code flow keeps state and PKCE', 420),
  identity('a-token-of-another-issuer-is-refused', 'A token of another issuer is refused', 88),
  identity('an-expired-token-is-refused', 'An expired token is refused', 84),
  identity('signing-out-ends-the-session', 'Signing out ends the session', 260),
  tax('requests-and-answers-follow-the-contract', 'Tax: requests and answers follow the contract', 112),
  tax('a-time-out-falls-back-to-the-country-s-rate', 'A time-out falls back to the country’s rate', 1540),
  tax('rounding-is-per-line', 'Rounding is per line', 71),
  shipping('requests-and-answers-follow-the-contract', 'Shipping: requests and answers follow the contract', 105),
  shipping('a-time-out-offers-standard-shipping', 'A time-out offers standard shipping', 1532),
  shipping('rates-suit-the-country', 'Rates suit the country', 93),
];

const loads = (name: string, title: string, [ttfb, lcp, cls]: [number, number, string]): SampleCheck =>
  check(`speed/${name}`, title, 6200 + lcp, {
    expected: 'TTFB ≤ 800 ms, LCP ≤ 2500 ms, CLS ≤ 0.1',
    actual: `TTFB ${ttfb} ms, LCP ${lcp} ms, CLS ${cls} (medians of 5 loads)`,
    owner: 'storefront',
  });

export const speed: SampleCheck[] = [
  loads('home', 'Home page', [38, 412, '0']),
  loads('category', 'Category page', [61, 540, '0.012']),
  loads('search', 'Search results', [74, 508, '0']),
  loads('product', 'Product page', [49, 688, '0.031']),
  loads('cart', 'Cart', [44, 392, '0']),
  loads('checkout', 'Checkout', [83, 1204, '0.064']),
];
