import { setTimeout as pause } from 'node:timers/promises';
import { Hono } from 'hono';
import { countryCodes } from './countries.js';
import { assets } from './layout.js';
import { exposition } from './metrics.js';
import { apiVersion } from './payments.js';
import { features, settings } from './settings.js';
import { pool } from './store.js';

/** What machines ask: is it up, which release is it, how is it doing, may it be indexed. */
export const operations = new Hono();

const databaseLimitMs = 1_000;

operations.get('/healthz', async (c) => {
  const asked = pool.query('SELECT 1').then(
    () => 'ok',
    (error: unknown) => String(error),
  );
  const late = pause(databaseLimitMs, `no answer within ${databaseLimitMs} ms`, { ref: false });
  const database = await Promise.race([asked, late]);
  const up = database === 'ok';
  c.header('cache-control', 'no-store');
  return c.json({ status: up ? 'ok' : 'down', replica: settings.replica, checks: { database } }, up ? 200 : 503);
});

operations.get('/release.json', (c) =>
  c.json({ ...settings.release, replica: settings.replica }, 200, { 'cache-control': 'no-store' }),
);

/** What must be in production as it is here: read when staging is compared with production. */
operations.get('/facts.json', (c) =>
  c.json({ countries: countryCodes, features, payments: { apiVersion } }, 200, { 'cache-control': 'no-store' }),
);

operations.get('/robots.txt', (c) => c.text('User-agent: *\nDisallow: /\n'));

operations.get('/metrics', (c) =>
  c.text(exposition(), 200, { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' }),
);

const types: Record<string, string> = { css: 'text/css', js: 'text/javascript', svg: 'image/svg+xml' };

operations.get('/assets/:hash/:name', (c) => {
  const name = c.req.param('name');
  const asset = assets.get(name);
  const type = types[name.split('.').at(-1) ?? ''];
  if (!asset || !type || asset.path !== c.req.path) return c.notFound();
  return c.body(asset.content, 200, {
    'content-type': `${type}; charset=utf-8`,
    'cache-control': 'public, max-age=31536000, immutable',
  });
});
