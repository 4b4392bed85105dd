import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, chromium, type Page } from '@playwright/test';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { chromiumToLaunch } from '../../tools/playwright/machine-chromium.js';
import html from '../html.report.js';
import type { ReportInput } from '../input.js';
import { samples } from '../samples/samples.test-data.js';

let browser: Browser;

beforeAll(async () => {
  const executablePath = chromiumToLaunch(process.env, chromium.executablePath());
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
});
afterAll(() => browser.close());

type Scheme = 'light' | 'dark';

async function open(
  input: ReportInput,
  width: number,
  colorScheme: Scheme,
  act: (page: Page) => Promise<void>,
): Promise<void> {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme });
  try {
    const page = await context.newPage();
    const trouble: string[] = [];
    page.on('request', (request) => trouble.push(`request: ${request.url()}`));
    page.on('console', (message) => trouble.push(`console: ${message.text()}`));
    page.on('dialog', (dialog) => void dialog.dismiss().then(() => trouble.push('dialog')));
    await page.setContent(rendered(input));
    await act(page);
    expect(trouble).toEqual([]);
  } finally {
    await context.close();
  }
}

function rendered(input: ReportInput): string {
  return html.render(input) as string;
}

const views = [
  { name: 'go', width: 1280, scheme: 'light' },
  { name: 'no-go', width: 1280, scheme: 'dark' },
  { name: 'no-go', width: 360, scheme: 'light' },
  { name: 'inconclusive', width: 360, scheme: 'dark' },
] as const;

describe.each(views)('report.html of $name at $width in $scheme', ({ name, width, scheme }) => {
  test('passes axe with everything unfolded, asks for nothing, and fits', async () => {
    await open(samples[name] as ReportInput, width, scheme, async (page) => {
      await page.evaluate(() => document.querySelectorAll('details').forEach((details) => (details.open = true)));
      expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`)).toEqual([]);
    });
  }, 120_000);
});

test('runs nothing and loads nothing that a run brought in', async () => {
  const input = samples['no-go'] as ReportInput;
  const attack =
    '"><script>alert(1)</script><img src="http://127.0.0.1:9/x" onerror="alert(2)"><style>@import "http://127.0.0.1:9/y"</style>';
  const checks = input.verdict.checks.map((check) => ({
    ...check,
    title: attack,
    message: attack,
    actual: attack,
    owner: attack,
    evidence: [attack],
  }));
  const hostile = { ...input, verdict: { ...input.verdict, headline: attack, checks }, runFiles: [attack] };
  expect(rendered(hostile)).not.toContain('<script');
  await open(hostile, 1280, 'light', async (page) => {
    expect(await page.locator('.headline').textContent()).toBe(attack);
    expect(await page.locator('img, script, iframe').count()).toBe(0);
  });
});

test('links to files of the run that are there, and to nothing else', async () => {
  const input = samples['no-go'] as ReportInput;
  const [first, ...rest] = input.verdict.checks;
  const checks = [
    { ...first, evidence: ['javascript:alert(1)', 'kept #1.txt', 'gone.txt'] },
    ...rest,
  ] as typeof input.verdict.checks;
  await open(
    { ...input, verdict: { ...input.verdict, checks }, runFiles: ['javascript:alert(1)', 'kept #1.txt'] },
    1280,
    'light',
    async (page) => {
      const links = await page
        .locator('#checks a, #causes a')
        .evaluateAll((all) => all.map((link) => link.getAttribute('href')));
      expect(links).toEqual(['./javascript%3Aalert(1)', './kept%20%231.txt']);
      expect(await page.locator('#checks').getByText('gone.txt').count()).toBe(1);
    },
  );
});

test('prints every folded check', async () => {
  await open(samples['go'] as ReportInput, 1280, 'light', async (page) => {
    const row = page.locator('#checks li').last();
    expect(await row.isVisible()).toBe(false);
    await page.emulateMedia({ media: 'print' });
    expect(await row.isVisible()).toBe(true);
  });
});

test('what got through the escaping could still not act: the page’s own policy forbids it', async () => {
  let reached = 0;
  const server = createServer((_, response) => {
    reached += 1;
    response.end();
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const { port } = server.address() as AddressInfo;
  const injected = `<script>document.title = "acted"</script><img src="http://127.0.0.1:${port}/x">`;
  /** A page each: a document's policy stays with its page. */
  const titleOf = async (text: string): Promise<string> => {
    const page = await browser.newPage();
    await page.setContent(text.replace('</main>', `${injected}</main>`));
    const title = await page.title();
    await page.close();
    return title;
  };
  try {
    const text = rendered(samples['go'] as ReportInput);
    expect([await titleOf(text), reached]).toEqual([expect.stringMatching(/^GO/), 0]);
    const without = text.replace(/<meta http-equiv="Content-Security-Policy"[^>]*>/, '');
    expect([await titleOf(without), reached], 'this test would see it act').toEqual(['acted', 1]);
  } finally {
    server.close();
  }
});
