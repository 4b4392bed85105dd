import type { Browser, BrowserContext, BrowserContextOptions, Page } from '@playwright/test';

/**
 * A fresh visitor who has passed the login wall already. Playwright's own `httpCredentials` intercept every request,
 * which slows pages down; here Chromium is given them in one URL and sends them to that origin itself from then on.
 */
export async function openPastWall(
  browser: Browser,
  wall: Pick<BrowserContextOptions, 'baseURL' | 'httpCredentials'>,
  storageState?: BrowserContextOptions['storageState'],
): Promise<{ context: BrowserContext; page: Page }> {
  // Named, though undefined: Playwright would fill in the config's own credentials otherwise.
  const context = await browser.newContext({ httpCredentials: undefined, storageState });
  const page = await context.newPage();
  const [credentials] = [wall.httpCredentials ?? []].flat();
  if (credentials !== undefined && wall.baseURL !== undefined) {
    // A page that every site answers, if only with 404, and that puts nothing of the shop into the cache.
    const entry = new URL('/robots.txt', wall.baseURL);
    entry.username = encodeURIComponent(credentials.username);
    entry.password = encodeURIComponent(credentials.password);
    await page.goto(entry.href);
  }
  return { context, page };
}
