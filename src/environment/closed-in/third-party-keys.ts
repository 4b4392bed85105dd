import type { Finding } from '../finding.js';

/** A key by which a page names an account at a third party. `live` is the part that says so; without it the form does not tell. */
const keys: readonly { service: string; sign: RegExp; live?: RegExp }[] = [
  { service: 'Stripe', sign: /\b(?:pk|sk|rk)_(?:live|test)_\w{4,}/g, live: /_live_/ },
  { service: 'Braintree', sign: /\b(?:production|sandbox)_[a-z0-9]{8}_[a-z0-9]{16}\b/g, live: /^production/ },
  { service: 'Adyen or Mollie', sign: /\b(?:live|test)_[A-Za-z0-9]{30,}\b/g, live: /^live/ },
  { service: 'Square', sign: /\b(?:sandbox-)?sq0id[bp]-[\w-]{22}/g, live: /^sq0/ },
  { service: 'Google Analytics', sign: /\bG-[A-Z0-9]{8,12}\b|\bUA-\d{4,10}-\d{1,4}\b/g },
  { service: 'Google Tag Manager', sign: /\bGTM-[A-Z0-9]{5,9}\b/g },
  { service: 'Google Ads', sign: /\bAW-\d{9,12}\b/g },
  { service: 'Google Maps', sign: /\bAIza[\w-]{35}/g },
  { service: 'Meta Pixel', sign: /(?<=fbq\(\s*['"]init['"]\s*,\s*['"])\d{10,20}/g },
  { service: 'Hotjar', sign: /(?<=hjid\s*[:=]\s*)\d{5,10}/g },
  { service: 'Segment', sign: /(?<=analytics\.load\(\s*['"])\w{20,40}/g },
  { service: 'Sentry', sign: /(?<=https:\/\/)[0-9a-f]{32}(?=@[\w.-]+\/\d+)/g },
];

/** Of a key, this much is told. */
const toldCharacters = 8;

/**
 * Keys of live accounts in texts that staging serves. Where the form of a key does not tell (analytics mostly), it must
 * be one of staging's own.
 * @param texts by where they were served.
 * @param own keys that belong to staging's own accounts.
 */
export function liveKeys(texts: ReadonlyMap<string, string>, own: readonly string[]): Finding[] {
  const found = new Map<string, { service: string; key: string; isLive: boolean; places: string[] }>();
  for (const [place, text] of texts) {
    for (const { service, sign, live } of keys) {
      for (const [key] of text.matchAll(sign)) {
        if (own.includes(key) || (live !== undefined && !live.test(key))) continue;
        const known = found.get(key) ?? { service, key, isLive: live !== undefined, places: [] };
        found.set(key, known);
        if (!known.places.includes(place)) known.places.push(place);
      }
    }
  }
  return [...found.values()].map(({ service, key, isLive, places }) => ({
    what: `${places.join(', ')} has a key of ${service} that is not staging's own`,
    expected: 'keys of sandboxes, and of accounts that are declared as staging’s own',
    actual: `${key.slice(0, toldCharacters)}…, ${isLive ? 'a live key by its form' : 'which nobody declared'}`,
    advice: isLive
      ? `Give staging the sandbox key of ${service}.`
      : `Give staging an account of its own at ${service} and declare its key, or leave ${service} out: tests are counted among customers.`,
  }));
}
