import { expect, test } from 'vitest';
import { verify } from './command.js';
import { makeProject } from './project.js';
import { openShop } from './shop.js';
import { closing } from './stage.js';
import { openStranger } from './stranger.js';

const SUITE = `
import { expect, test } from 'gonogo/test';
import { request as httpRequest } from 'node:http';
`;

test('no redirect and no stray address takes a suite to a host that is not listed: 0 bytes reach it', async () => {
  const stranger = closing(await openStranger(), (it) => it.stop());
  const shop = closing(await openShop({ away: stranger.url }), (it) => it.stop());
  const project = closing(
    makeProject({
      target: shop.url,
      files: {
        'suites/journeys/away.spec.ts': `${SUITE}
          test('a browser that is sent away', async ({ page, context }) => {
            // A page of its own: the browser's own page about the failure may come late, and would break off the next visit.
            const sent = await context.newPage();
            const away = await sent.goto('/away?by=browser').then(() => 'went', () => 'stayed');
            await page.goto('/');
            const asked = await page.evaluate((url) => fetch(url, { mode: 'no-cors' }).then(() => 'went', () => 'stayed'), '${stranger.url}');
            await page.setContent('<img src="${stranger.url}pixel.png"><iframe src="${stranger.url}"></iframe>');
            await page.evaluate(() => fetch('/away?by=page').catch(() => undefined)).catch(() => undefined);
            expect([away, asked]).toEqual(['stayed', 'stayed']);
          });`,
        'suites/integrations/away.spec.ts': `${SUITE}
          test('fetch that is sent away', async () => {
            const url = process.env['GONOGO_TARGET'] + '/away?by=fetch';
            expect(await fetch(url).then(() => 'went', () => 'stayed')).toBe('stayed');
          });
          test('fetch that goes by itself', async () => {
            expect(await fetch('${stranger.url}').then(() => 'went', () => 'stayed')).toBe('stayed');
          });
          test('Playwright requests that are sent away', async ({ request }) => {
            expect(await request.get('/away?by=request').then(() => 'went', () => 'stayed')).toBe('stayed');
          });
          test('node:http that goes by itself', async () => {
            const end = await new Promise((resolve) => {
              try {
                const going = httpRequest('${stranger.url}', () => resolve('went'));
                going.on('error', () => resolve('stayed'));
                going.end();
              } catch {
                resolve('stayed');
              }
            });
            expect(end).toBe('stayed');
          });`,
      },
    }),
    (it) => it.remove(),
  );
  const { verdict, said } = await verify(project);
  for (const sender of ['browser', 'page', 'fetch', 'request']) {
    expect(
      shop.requests.some((line) => line.includes(`/away?by=${sender}`)),
      `${sender} was sent away\n${said}`,
    ).toBe(true);
  }
  expect(stranger.bytes()).toBe(0);
  expect(
    verdict?.checks.filter(({ outcome }) => outcome !== 'passed').map(({ id, message }) => `${id}: ${message}`),
  ).toEqual([]);
});

test('a host that a page was kept from is named, with where to allow it', async () => {
  const shop = closing(await openShop({ away: 'https://sent-away.example.com/' }), (it) => it.stop());
  const project = closing(
    makeProject({
      target: shop.url,
      files: {
        'suites/journeys/kept-from.spec.ts': `${SUITE}
          test.use({ allowedConsole: [/404/] });
          test('direct', async ({ page }) => { await page.goto('https://direct.example.com/'); expect(1).toBe(1); });
          test('redirect', async ({ page }) => { await page.goto('/away'); expect(1).toBe(1); });
          test('picture', { tag: '@clean-console' }, async ({ page }) => {
            await page.goto('/');
            await page.setContent('<img src="https://pictures.example.com/a.png">');
            expect(await page.evaluate(() => document.images[0].decode().then(() => 'seen', () => 'not seen'))).toBe('seen');
          });
          test('nothing', async ({ page }) => { await page.goto('/'); expect('one').toBe('other'); });`,
      },
    }),
    (it) => it.remove(),
  );
  const { verdict, said } = await verify(project);
  const messageOf = (id: string) => verdict?.checks.find((check) => check.id === `journeys/kept-from/${id}`)?.message;
  const naming = (host: string): unknown =>
    expect.stringContaining(
      `gonogo's egress rule kept the browser from ${host}: if suites may reach it, list it in allowedHosts of staging.config.ts`,
    );
  expect(messageOf('direct'), said).toEqual(naming('direct.example.com'));
  expect(messageOf('redirect'), said).toEqual(naming('sent-away.example.com'));
  expect(messageOf('picture'), said).toEqual(naming('pictures.example.com'));
  expect(messageOf('picture@clean-console'), said).toEqual(naming('pictures.example.com'));
  expect(messageOf('nothing'), said).not.toContain('egress');
});
