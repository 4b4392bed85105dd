import { expect, it } from 'vitest';
import { liveKeys } from './third-party-keys.js';

const served = (text: string) => new Map([['/cart', text]]);
const hex = '0123456789abcdef'.repeat(2);

it.each([
  ['pk_live_51Habcdef', 'Stripe', 'pk_live_…, a live key by its form'],
  ['production_ab12cd34_0123456789abcdef', 'Braintree', 'producti…, a live key by its form'],
  [`clientKey: "live_${'A'.repeat(32)}"`, 'Adyen or Mollie', 'live_AAA…, a live key by its form'],
  [`sq0idp-${'x'.repeat(22)}`, 'Square', 'sq0idp-x…, a live key by its form'],
  ['gtag("config", "G-ABCDEF1234")', 'Google Analytics', 'G-ABCDEF…, which nobody declared'],
  ['UA-1234567-1', 'Google Analytics', 'UA-12345…, which nobody declared'],
  ['GTM-ABC1234', 'Google Tag Manager', 'GTM-ABC1…, which nobody declared'],
  [`AIza${'x'.repeat(35)}`, 'Google Maps', 'AIzaxxxx…, which nobody declared'],
  ["fbq('init', '123456789012345')", 'Meta Pixel', '12345678…, which nobody declared'],
  ['{hjid:1234567,hjsv:6}', 'Hotjar', '1234567…, which nobody declared'],
  [`analytics.load("${'a'.repeat(32)}")`, 'Segment', 'aaaaaaaa…, which nobody declared'],
  [`https://${hex}@o1.ingest.sentry.io/42`, 'Sentry', '01234567…, which nobody declared'],
])('%s is a key of %s', (text, service, actual) => {
  expect(liveKeys(served(text), [])).toEqual([
    expect.objectContaining({ what: `/cart has a key of ${service} that is not staging's own`, actual }),
  ]);
});

it.each([
  ['pk_test_51Habcdef'],
  ['sandbox_ab12cd34_0123456789abcdef'],
  [`test_${'A'.repeat(32)}`],
  [`sandbox-sq0idb-${'x'.repeat(22)}`],
  ['FLAG-1234 G-1 AW-1'],
])('%s is a sandbox’s, or none', (text) => expect(liveKeys(served(text), [])).toEqual([]));

it('takes a key that is declared for staging’s own, and tells of another once, with all its places', () => {
  const texts = new Map([
    ['/', 'G-STAGING001 G-ABCDEF1234'],
    ['/cart', 'G-ABCDEF1234'],
  ]);
  expect(liveKeys(texts, ['G-STAGING001']).map(({ what }) => what)).toEqual([expect.stringMatching(/^\/, \/cart has/)]);
});
