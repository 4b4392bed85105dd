import { expect, it } from 'vitest';
import { disguise, isIn, markersOf, shownAddress } from './marker.js';

const markers = markersOf({ street: `5 O'Hara & "Sons"`, 'order number': 'FN-1001' });
const [street] = markers;

it.each([
  ['as it is', `goes to 5 o'hara & "sons" today`],
  ['in HTML', '<td>5 O&#39;Hara &amp; &quot;Sons&quot;</td>'],
  ['in JSON', JSON.stringify({ street: `5 O'Hara & "Sons"` })],
  ['in an address', `/track?to=${encodeURIComponent(`5 O'Hara & "Sons"`)}`],
])('a marker is found %s', (_, text) => expect(street && isIn(text, street)).toBe(true));

it('an address is shown with the names of what stands in it', () => {
  const text = `5 O'Hara & "Sons"`;
  const form = String(new URLSearchParams({ form: text }));
  const address = `https://shop.example/orders/fn-1001/${text}?to=${encodeURIComponent(text)}&${form}&page=2`;
  expect(shownAddress(address, markers)).toBe('/orders/<order number>/<street>?to=<street>&form=<street>&page=2');
});

it('an address is disguised with made-up values, and what is answered to it is understood', () => {
  const { disguised, undisguise } = disguise('https://1001.example/orders/FN-1001', markers);
  expect(disguised).toBe('https://1001.example/orders/FN-4334');
  expect(undisguise('No order FN-4334.')).toBe('No order FN-1001.');
});

it('what has no digits is turned round', () => {
  const { disguised, undisguise } = disguise(
    'https://shop.example/of/ada',
    markersOf({ name: ' Ada Lovelace ', id: 'of/ada' }),
  );
  expect(disguised).toBe('https://shop.example/ada/fo');
  expect(undisguise('ada/fo')).toBe('of/ada');
});
