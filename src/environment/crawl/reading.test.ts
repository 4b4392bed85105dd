import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAnswer } from './answer-facts.js';
import { openCookieJar, withoutValue } from './cookie-jar.js';
import { readPage, readStyleSheet } from './html-page.js';
import { isLeak, isSourceMap, leaks } from './leaks.js';
import { isPrivateAddress } from './own-network.js';
import { pathShape } from './path-shape.js';
import { retryAfterMs } from './retry-after.js';
import { addressOf, isRisky } from './scope.js';
import { secretsIn } from './secrets.js';
import { readSitemap, sitemapsIn } from './sitemap.js';
import { tracesIn } from './traces.js';

const url = 'https://staging.example/shelf/';

describe('a page', () => {
  it('names what it leads to, loads, shows and sends to, each once', () => {
    const { references } = readPage(
      `<base href="/deep/"><a href="a?x=1&amp;y=2#part">A</a><a href="a?x=1&y=2">A</a><a href="#top">top</a>
      <a href="mailto:a@example.com">mail</a><a href="//other.example/b">B</a><img src="i.png" srcset="i2.png 2x, i3.png 3x">
      <script src="s.js"></script><link rel="preload stylesheet" href="c.css"><link rel="preconnect" href="https://cdn.example">
      <iframe src="f"></iframe><form action="/send" method="post"></form><form action="/find"></form>
      <meta http-equiv="refresh" content="5; url='/next'"><!-- <a href="/hidden">no</a> --><a href="http://[">broken</a>`,
      url,
    );
    const named = references.map((one) => `${one.use} ${one.url.replace('https://staging.example', '')}`);
    expect(named).toEqual([
      ...[
        'link /deep/a?x=1&y=2',
        'link https://other.example/b',
        'load /deep/i.png',
        'load /deep/i2.png',
        'load /deep/i3.png',
      ],
      ...[
        'load /deep/s.js',
        'load /deep/c.css',
        'frame /deep/f',
        'form /send',
        'guess /find',
        'form /find',
        'link /next',
      ],
    ]);
  });

  it('says its title, language, encoding and what robots may do', () => {
    const said = readPage(
      `<html lang="pt-BR"><head><meta http-equiv=Content-Type content="text/html; charset=latin1"><title> Caf&eacute;
      bar </title><META NAME="Robots" CONTENT="NoIndex, nofollow"></head><svg><title>Cup</title></svg><input type=PASSWORD>`,
      url,
    );
    expect(said).toMatchObject({
      ...{ title: 'Café bar', language: 'pt-BR', charset: 'latin1', robots: ['noindex, nofollow'], passwordFields: 1 },
    });
    expect(readPage('<p>Nothing</p>', url)).toEqual({
      robots: [],
      passwordFields: 0,
      references: [],
      text: 'Nothing',
      isWhole: true,
    });
  });

  it('is read whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.oneof(
            fc.string(),
            fc.constantFrom('<a href=', '<title>', '<meta charset=', '"', '>', '<!--', '<svg>', '</title>', 'srcset="'),
          ),
        ),
        (parts) => {
          const { references, text } = readPage(parts.join(''), url);
          expect(references.every((one) => addressOf(one.url) === one.url)).toBe(true);
          expect(typeof text).toBe('string');
        },
      ),
    );
  });

  it('is not read to its end when it is nothing but depth', () => {
    expect(readPage('<b>x'.repeat(1_000_000), url).isWhole).toBe(false);
    expect(readPage('<p>x'.repeat(100_000), url).isWhole).toBe(true);
  });

  it('loads what its style sheets name', () => {
    const css = `@import "a.css"; /* url(no.png) */ b { background: url( 'b.png' ), url("c.png"), url(d.png#x), url(data:image/png;base64,AA) }`;
    expect(readStyleSheet(css, 'https://staging.example/css/s.css').map((one) => one.url)).toEqual(
      ['a.css', 'b.png', 'c.png', 'd.png'].map((name) => `https://staging.example/css/${name}`),
    );
  });
});

describe('an answer', () => {
  const answered = (body: string | Uint8Array, headers: [string, string][], status = 200) =>
    readAnswer({ url, status, headers: new Headers(headers), body: Buffer.from(body as string), isWhole: true }).answer;

  it('keeps no value of a cookie', () => {
    const { cookies, headers } = answered('', [
      ['set-cookie', 'a=s3cret; Path=/; Secure'],
      ['set-cookie', 'b=; Max-Age=0'],
    ]);
    expect(cookies).toEqual(['a; Path=/; Secure', 'b; Max-Age=0']);
    expect(headers).toEqual({});
  });

  it('is readable in the encoding that it names, or not', () => {
    const latin = Buffer.from('caf\u00e9', 'latin1');
    const type = (charset: string): [string, string][] => [['content-type', `text/html${charset}`]];
    expect(answered(latin, type('; charset=iso-8859-1')).isReadable).toBe(true);
    expect(answered(latin, type('; charset=utf-8')).isReadable).toBe(false);
    expect(answered(latin, type('; charset=nonsense')).isReadable).toBe(false);
    expect(answered(Buffer.concat([Buffer.from('<meta charset=latin1>'), latin]), type('')).isReadable).toBe(true);
    expect(answered(latin, [['content-type', 'image/png']]).isReadable).toBeUndefined();
  });

  it('says where a redirect leads, and which map a script has', () => {
    expect(answered('', [['location', '../b#c']], 302).leadsTo).toBe('https://staging.example/b');
    expect(answered('', [['location', 'javascript:1']], 302).leadsTo).toBeUndefined();
    const script: [string, string] = ['content-type', 'text/javascript'];
    expect(answered('1\n//# sourceMappingURL=s.js.map\n', [script]).sourceMap).toBe(
      'https://staging.example/shelf/s.js.map',
    );
    expect(answered('1\n//# sourceMappingURL=data:application/json;base64,e30=', [script]).sourceMap).toBeUndefined();
  });
});

it.each([
  ['a stack trace of JavaScript', 'TypeError: x\n    at Object.<anonymous> (/srv/app/index.js:10:15)'],
  ['a stack trace of JavaScript', 'Error: y\n    at async file:///srv/app/index.mjs:3:1'],
  ['a stack trace of Python', 'Traceback (most recent call last):\n  File "/app/views.py", line 3'],
  [
    'a stack trace of Java',
    'java.lang.NullPointerException\n\tat com.shop.cart.CartController.show(CartController.java:31)',
  ],
  [
    'a stack trace of .NET',
    '   at Shop.Controllers.CartController.Index(String id) in C:\\src\\CartController.cs:line 12',
  ],
  ['a stack trace of Ruby', "/app/controllers/cart_controller.rb:12:in `show'"],
  ['a stack trace of Go', 'panic: x\n\ngoroutine 1 [running]:\nmain.main()'],
  ['a stack trace of PHP', '#0 /var/www/index.php(12): show()'],
  ['a message of the database', 'ERROR: syntax error at or near "FROM"'],
])('tells %s from text', (kind, text) => {
  expect(tracesIn(text)).toEqual([kind]);
});

it('takes no sentence for a stack trace', () => {
  for (const text of [
    'Meet us at noon (room 3:15:20).',
    'Warning: hot soup in 5 minutes on line 3',
    'at Ease (Part 2)',
  ])
    expect(tracesIn(text), text).toEqual([]);
});

it('tells secrets by their form, and keys for browsers from them', () => {
  expect(secretsIn(`x ${['sk', 'test', 'abcdefgh1'].join('_')}`)).toEqual(['a secret payment key']);
  expect(secretsIn(`postgres://${['shop', 'hunter2'].join(':')}@db/shop`)).toEqual([
    'a connection string with its password',
  ]);
  expect(secretsIn(`${['pk', 'test', 'abcdefgh1'].join('_')} postgres://db/shop https://a:b@example.com`)).toEqual([]);
});

it('knows a file by what is in it, and a page for none', () => {
  const env = leaks.find(({ path }) => path === '/.env')!;
  expect(isLeak(env, '# local\nDB_HOST=db\n')).toBe(true);
  expect(isLeak(env, '<!DOCTYPE html><script>\nDB_HOST=1</script>')).toBe(false);
  expect(isLeak(env, 'Not found')).toBe(false);
  expect(isSourceMap('{"version":3,"mappings":"A","sources":["a.ts"],"sourcesContent":["let a"]}')).toBe(true);
  expect(isSourceMap('{"version":3,"mappings":"A","sources":["a.ts"]}')).toBe(false);
});

it('gives addresses of one template one shape', () => {
  const shapes = [
    '/',
    '/p/blue-mug',
    '/p/17?size=2&b=1',
    '/about',
    '/2024/how-to-make-tea',
    '/de/shop/42',
    '/sign-in',
    '/a/',
  ];
  expect(shapes.map((path) => pathShape(new URL(path, url).href))).toEqual([
    ...['/', '/p/*', '/p/*?b&size', '/about', '/*/*', '/de/shop/*', '/sign-in', '/a/'],
  ]);
});

it('waits as an answer asks: seconds, a date, or no word', () => {
  const now = Date.parse('2030-01-01T00:00:00Z');
  expect(retryAfterMs(429, '7', now)).toBe(7000);
  expect(retryAfterMs(503, 'Tue, 01 Jan 2030 00:01:00 GMT', now)).toBe(60_000);
  expect(retryAfterMs(429, 'Mon, 31 Dec 2029 00:00:00 GMT', now)).toBe(0);
  expect([retryAfterMs(429, undefined, now), retryAfterMs(429, 'soon', now)]).toEqual([1000, 1000]);
  expect([retryAfterMs(503, undefined, now), retryAfterMs(200, '7', now)]).toEqual([undefined, undefined]);
});

it('reads sitemaps, their indexes, and what robots.txt says of them', () => {
  const map =
    '<?xml version="1.0"?><urlset><url><loc> https://staging.example/a?b=1&amp;c=2 </loc></url><url><loc>not://x</loc></url></urlset>';
  expect(readSitemap(map, url)).toEqual({ isIndex: false, addresses: ['https://staging.example/a?b=1&c=2'] });
  expect(readSitemap('<sitemapindex><sitemap><loc>/one.xml</loc></sitemap></sitemapindex>', url)).toMatchObject({
    isIndex: true,
  });
  expect(readSitemap('<!doctype html><title>Login</title>', url)).toBeUndefined();
  expect(sitemapsIn('User-agent: *\nSitemap: /map.xml\n# Sitemap: /no.xml\n', url)).toEqual([
    'https://staging.example/map.xml',
  ]);
});

it('follows no address that is none, holds credentials, or could end something', () => {
  expect(
    ['javascript:1', 'data:,x', 'https://a:b@example.com/', 'ftp://example.com'].map((one) => addressOf(one, url)),
  ).toEqual(Array.from({ length: 4 }));
  const risky = ['/logout', '/users/sign_out', '/a/delete/3', '/a?do=remove', '/cart/cancel'];
  const harmless = ['/blog/out', '/deleted-scenes', '/cancellation-policy', '/logs/outage', '/remover'];
  expect(risky.filter((path) => !isRisky(new URL(path, url).href))).toEqual([]);
  expect(harmless.filter((path) => isRisky(new URL(path, url).href))).toEqual([]);
});

it('keeps cookies of each origin by themselves, until they are taken back', () => {
  const jar = openCookieJar();
  jar.take(url, ['a=1; Path=/', 'b=2', 'broken']);
  jar.take('https://other.example/', ['c=3']);
  expect([jar.for(url), jar.for('https://other.example/x'), jar.for('https://third.example/')]).toEqual([
    'a=1; b=2',
    'c=3',
    undefined,
  ]);
  jar.take(url, ['a=gone; Max-Age=0']);
  expect(jar.for(url)).toBe('b=2');
  expect(withoutValue('a=1=2; Path=/; HttpOnly')).toBe('a; Path=/; HttpOnly');
});

it('knows addresses of its own network', () => {
  const own = ['127.0.0.1', '10.1.2.3', '172.31.0.1', '192.168.1.1', '::1', 'fd00::1', 'fe80::1', '::ffff:10.0.0.1'];
  expect(own.filter((address) => !isPrivateAddress(address))).toEqual([]);
  expect(['8.8.8.8', '172.32.0.1', '2606:4700::1', '::ffff:8.8.8.8'].filter(isPrivateAddress)).toEqual([]);
});
