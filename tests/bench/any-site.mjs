// `node tests/bench/any-site.mjs [pages]`: how long `gonogo verify --target` takes for a site of so many pages, of which it
// finds nothing wrong. docs/performance.md has the figures.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';

const pages = Number(process.argv[2] ?? 500);
if (!(pages > 1)) throw new Error('Write: node tests/bench/any-site.mjs [pages]');
const repository = path.resolve(import.meta.dirname, '..', '..');
const headers = {
  'content-security-policy': "default-src 'self'; style-src 'self'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex',
};
const words =
  'A mug is thrown, dried, fired, glazed and fired again before it is packed and sent to whoever ordered it. ';

/** Each page of goods links to the next ten, and has a picture that some others have too. @param {number} nth */
function page(nth) {
  const links = Array.from({ length: 10 }, (_, step) => (nth + step + 1) % pages)
    .map((to) => `<li><a href="/p/${to}">Goods ${to}</a></li>`)
    .join('');
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Goods ${nth}</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/site.css"></head><body>
<header><a href="/">Shop</a></header><main><h1>Goods ${nth}</h1><img src="/i/${nth % 50}.svg" alt="Goods ${nth}" width="80" height="80">
<p>${words.repeat(100)}</p><nav aria-label="Goods"><ul>${links}</ul></nav></main></body></html>`;
}

let asked = 0;
const site = createServer((request, response) => {
  asked += 1;
  const [, nth] = /^\/p\/(\d+)$/.exec(request.url ?? '') ?? [];
  /** @param {string} type @param {string} body */
  const send = (type, body) => response.writeHead(200, { ...headers, 'content-type': type }).end(body);
  if (request.url === '/' || (nth !== undefined && Number(nth) < pages))
    send('text/html; charset=utf-8', page(Number(nth ?? 0)));
  else if (request.url === '/site.css')
    send(
      'text/css',
      'body { color: #111; background: #fff; font: 16px sans-serif } a { display: inline-block; padding: 12px }',
    );
  else if (/^\/i\/\d+\.svg$/.test(request.url ?? ''))
    send(
      'image/svg+xml',
      '<svg xmlns="http://www.w3.org/2000/svg" width="80" height="80"><circle cx="40" cy="40" r="30"/></svg>',
    );
  else if (request.url === '/robots.txt') send('text/plain', 'User-agent: *\nDisallow: /\n');
  else response.writeHead(404, { ...headers, 'content-type': 'text/html; charset=utf-8' }).end(page(0));
});
site.listen(0, '127.0.0.1');
await once(site, 'listening');
const { port } = /** @type {import('node:net').AddressInfo} */ (site.address());
const folder = mkdtempSync(path.join(tmpdir(), 'gonogo-bench-site-'));
try {
  const startedAt = performance.now();
  const command = [path.join(repository, 'bin', 'gonogo.mjs'), 'verify', '--target', `http://127.0.0.1:${port}`];
  const child = spawn(process.execPath, [...command, '--release', '1'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = await once(child, 'exit');
  const seconds = (performance.now() - startedAt) / 1000;
  const { verdict, headline } = JSON.parse(readFileSync(path.join(folder, 'reports/latest/verdict.json'), 'utf8'));
  console.log(`${pages} pages, ${asked} requests: ${seconds.toFixed(1)} s (budget for 500 pages: 180 s), ${verdict}`);
  if (code !== 0) console.log(headline);
  if (code !== 0 || (pages === 500 && seconds > 180)) process.exitCode = 1;
} finally {
  site.close();
  site.closeAllConnections();
  rmSync(folder, { recursive: true });
}
