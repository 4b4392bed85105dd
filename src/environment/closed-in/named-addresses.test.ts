import { expect, it } from 'vitest';
import { namedAddresses } from './named-addresses.js';

const named = (html: string) =>
  namedAddresses(html, 'https://staging.example/x').map(({ url, element }) => `${element} ${url}`);

it.each([
  ['<link rel="canonical" href="https://shop.example/p/1">', ['<link rel="canonical"> https://shop.example/p/1']],
  ['<meta property="og:url" content="http://shop.example/">', ['<meta property="og:url"> http://shop.example/']],
  ["<a href='//shop.example/a?b=1&amp;c=2'>", ['<a> https://shop.example/a?b=1&c=2']],
  ['<form action=https://shop.example/pay method=post>', ['<form> https://shop.example/pay']],
  [
    '<img srcset="https://a.example/1.png 1x, https://b.example/2.png 2x">',
    ['<img> https://a.example/1.png', '<img> https://b.example/2.png'],
  ],
  [
    '<script>let u = {"api":"https:\\/\\/api.shop.example\\/v1"}</script>',
    ['text or script https://api.shop.example/v1'],
  ],
  ['<style>b { background: url(//cdn.example/x.png) }</style>', ['text or script https://cdn.example/x.png']],
  ['<p>See https://shop.example/help.</p>', ['text or script https://shop.example/help']],
  ['<p title="a > b">1 < 2</p><a href="https://shop.example:8443">', ['<a> https://shop.example:8443/']],
  ['<a href="/p/1">x</a> // not a.host <p>ada@shop.example, shop.example</p>', []],
])('of %s', (html, addresses) => expect(named(html)).toEqual(addresses));
