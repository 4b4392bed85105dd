import { afterAll, afterEach } from 'vitest';
import { makeProject, type Project, type ProjectFiles } from './project.js';
import { openShop, type Shop, type ShopOptions } from './shop.js';

/** What a test of this file has opened, or what comes before several, to be closed after the first test. */
const open: (() => unknown)[] = [];

async function closeAll(): Promise<void> {
  for (const close of open.splice(0).reverse()) await close();
}
afterEach(closeAll);
// No test comes after what went wrong before them.
afterAll(closeAll);

/** Closes with the test. */
export function closing<T>(thing: T, close: (thing: T) => unknown): T {
  open.push(() => close(thing));
  return thing;
}

/** A tiny shop and a project that verifies it; both go with the test. */
export async function set(
  files: Omit<ProjectFiles, 'target'> | ((shop: Shop) => Omit<ProjectFiles, 'target'>) = {},
  shopOptions: ShopOptions = {},
): Promise<{ shop: Shop; project: Project }> {
  const shop = closing(await openShop(shopOptions), (it) => it.stop());
  const wanted = typeof files === 'function' ? files(shop) : files;
  const project = closing(makeProject({ target: shop.url, ...wanted }), (it) => it.remove());
  return { shop, project };
}
