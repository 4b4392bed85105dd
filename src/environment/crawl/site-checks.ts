import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SiteCheck } from './site-check.js';

const own = join(import.meta.dirname, 'checks');
const checkFile = /^([a-z0-9][a-z0-9-]*)\.check\.(js|ts)$/;
/** What lies beside checks: compiled to `dist/`, types; in `src/`, tests. */
const besides = /\.d\.[mc]?ts$|\.map$|\.test\.ts$|\.test-data\.ts$/;

/**
 * The names of all checks of a site: the folder is the registry.
 * @throws Error for a file that would not be found as a check, and for a folder without any.
 */
export function siteCheckNames(folder = own): string[] {
  const files = readdirSync(folder).filter((file) => !besides.test(file));
  const misnamed = files.find((file) => !checkFile.test(file));
  if (misnamed !== undefined)
    throw new Error(
      `${join(folder, misnamed)} would not be found as a check. Name it <matter-at-risk>.check.ts, or move it out of this folder.`,
    );
  if (files.length === 0)
    throw new Error(
      `No *.check files in ${folder}: the engine is not built whole. Build it again (npm run verify:staging does).`,
    );
  return files.flatMap((file) => checkFile.exec(file)?.[1] ?? []).toSorted();
}

/** @throws Error for a name that no file has, or a file that exports no check. */
export async function siteCheckCalled(name: string, folder = own): Promise<SiteCheck> {
  const file = readdirSync(folder).find((one) => checkFile.exec(one)?.[1] === name);
  if (file === undefined)
    throw new Error(`There is no check of a site called ${name}: ${siteCheckNames(folder).join(', ')} are.`);
  const module = (await import(pathToFileURL(join(folder, file)).href)) as { default?: unknown };
  if (!isCheck(module.default))
    throw new Error(`${file} is not a check. Give it \`export default defineSiteCheck({ promise, judge })\`.`);
  return module.default;
}

function isCheck(value: unknown): value is SiteCheck {
  if (typeof value !== 'object' || value === null) return false;
  const { promise, judge } = value as Record<string, unknown>;
  return typeof promise === 'string' && typeof judge === 'function';
}
