import type { SampleCheck } from './shop-checks.test-data.js';

type Steps = [string, number][];
const journey = (
  name: string,
  title: string,
  impact: string,
  steps: Steps,
  thirdParties: string[] = [],
): SampleCheck => ({
  id: `journeys/${name}`,
  title,
  impact,
  steps,
  thirdParties,
  owner: 'checkout',
  ms: steps.reduce((sum, [, ms]) => sum + ms, 380),
});

const findsAndFills: Steps = [
  ['finds a tea pot by searching', 640],
  ['puts two of them into the cart', 410],
  ['says where to ship them', 530],
];

const walks: SampleCheck[] = [
  journey(
    'guest-checkout',
    'A guest buys two tea pots by card',
    'Guests, 70 % of orders, can’t buy',
    [
      ...findsAndFills,
      ['pays with a card', 1480],
      ['sees the order number and the total', 120],
      ['gets a confirmation by mail', 610],
    ],
    ['payments', 'tax', 'shipping', 'mail'],
  ),
  journey(
    'guest-checkout@phone',
    'A guest buys two tea pots by card (phone)',
    'Guests, 70 % of orders, can’t buy',
    [
      ...findsAndFills,
      ['pays with a card', 1610],
      ['sees the order number and the total', 140],
      ['gets a confirmation by mail', 602],
    ],
    ['payments', 'tax', 'shipping', 'mail'],
  ),
  journey(
    'keyboard-checkout',
    'A guest buys by keyboard alone',
    'Customers who use no mouse can’t buy',
    [
      ['reaches the product by keyboard', 890],
      ['orders it by keyboard', 1210],
      ['pays by keyboard', 1730],
    ],
    ['payments'],
  ),
  journey(
    'declined-card',
    'A declined card, then success',
    'A declined card loses the sale',
    [
      ...findsAndFills,
      ['pays with a card that the bank declines', 1120],
      ['is told so, and keeps the cart', 90],
      ['pays with another card', 1340],
    ],
    ['payments'],
  ),
  journey(
    'three-d-secure',
    'The bank asks for confirmation (3-D Secure)',
    'European cards can’t pay',
    [
      ...findsAndFills,
      ['pays with a card that needs confirmation', 1220],
      ['confirms the payment at the bank', 980],
      ['sees the order number', 130],
    ],
    ['payments'],
  ),
  journey(
    'returning-customer',
    'A returning customer signs in and sees the order',
    'Customers can’t reach their orders',
    [
      ['signs in', 870],
      ['buys again', 1980],
      ['finds the order in the account', 340],
    ],
    ['identity', 'payments'],
  ),
  journey('search-and-browse', 'A visitor searches and browses', 'Goods can’t be found', [
    ['searches for a mug', 480],
    ['narrows down by category', 420],
    ['opens the second page of results', 390],
  ]),
  journey('sold-out', 'Sold-out goods can’t be ordered', 'Goods are sold that are not there', [
    ['opens a product that is sold out', 330],
    ['is told so, and offered no button', 40],
  ]),
  journey(
    'admin-refund',
    'The shop refunds an order',
    'Refunds need the payment provider’s own console',
    [
      ['a customer has paid', 610],
      ['the shop refunds half of it', 720],
      ['the customer sees the refund', 310],
    ],
    ['payments', 'identity'],
  ),
];

const totals: SampleCheck[] = [
  ['germany-two-mugs', 'Germany, two mugs'],
  ['germany-book-at-reduced-rate', 'Germany, a book at the reduced rate'],
  ['united-states-tax-on-top', 'United States, tax on top'],
  ['japan-no-decimals', 'Japan, no decimals'],
  ['coupon-of-ten-percent', 'A coupon of ten per cent'],
].map(([slug, title], index) =>
  journey(
    `order-totals/${slug}`,
    `Order totals: ${title}`,
    'Customers are charged a wrong amount',
    [
      ['fills the cart', 380 + index * 21],
      ['sees subtotal, shipping, tax and total that add up', 210 + index * 9],
    ],
    ['tax', 'shipping'],
  ),
);

const derived = (of: string, tag: '@accessible' | '@clean-console', title: string): SampleCheck => ({
  id: `journeys/${of}${tag}`,
  title,
  ms: 0,
  source: { kind: 'derived', of: `journeys/${of}`, tag },
  expected: 'no findings',
  actual: `no findings on ${tag === '@accessible' ? '5' : '7'} pages`,
});

const taggedJourneys = [
  'guest-checkout',
  'keyboard-checkout',
  'declined-card',
  'returning-customer',
  'search-and-browse',
];

export const journeys: SampleCheck[] = [
  ...walks,
  ...totals,
  ...taggedJourneys.flatMap((name) => [
    derived(name, '@accessible', `The pages of ${name} are accessible`),
    derived(name, '@clean-console', `The pages of ${name} leave the console clean`),
  ]),
];
