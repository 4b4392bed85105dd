import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SetupError } from '../../records/setup-error.js';
import { site as siteSchema, type Site } from '../../records/site.js';
import { crawlSite, type CrawlOptions } from './crawl-site.js';
import { defaultLimits } from './limits.js';

/** The part of Playwright's `TestInfo` that says which try of which run this is. */
export interface Try {
  retry: number;
  project: { outputDir: string };
}

// What comes after the crawl's own time limit: its last answer, and writing it down.
const graceMs = 30_000;
const lookEveryMs = 50;
const underWay = new Map<string, Promise<Site>>();

/**
 * The crawl of this run: whichever test comes first, in whichever worker, crawls; the others read what it wrote. A
 * retry crawls again: it is to see whether the site has changed its mind.
 *
 * @throws SetupError where the crawl of another worker does not end in time, and as `crawlSite` does.
 */
export function crawlOnce({ retry, project }: Try, options: CrawlOptions): Promise<Site> {
  const { GONOGO_RUN_DIR: runDir, GONOGO_RUN_ID: runId } = process.env;
  const folder = runDir === undefined ? project.outputDir : join(runDir, 'test-results');
  const { access, ...told } = options;
  const key = createHash('sha256').update(JSON.stringify({ ...told, hasAccess: access !== undefined }));
  // By hand the folder may outlive a run; the parent of all workers does not.
  const file = join(folder, `crawl-${key.digest('hex').slice(0, 12)}-${runId ?? process.ppid}-${retry}.json`);
  const crawling = underWay.get(file) ?? takeOrAwait(file, folder, options);
  underWay.set(file, crawling);
  return crawling;
}

async function takeOrAwait(file: string, folder: string, options: CrawlOptions): Promise<Site> {
  mkdirSync(folder, { recursive: true });
  const lock = `${file}.lock`;
  const until = performance.now() + (options.timeMs ?? defaultLimits.timeMs) + graceMs;
  while (performance.now() < until) {
    if (existsSync(file)) return siteSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
    if (tookLock(lock)) {
      try {
        const site = await crawlSite(options);
        writeFileSync(`${file}.part`, JSON.stringify(site));
        renameSync(`${file}.part`, file);
        return site;
      } finally {
        rmSync(lock, { force: true });
      }
    }
    await pause(lookEveryMs);
  }
  throw new SetupError('The crawl that another worker began did not end in time.', 'runner-timed-out');
}

/** Takes the lock, also from a worker that is no more. */
function tookLock(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  if (!isDead(lock)) return false;
  rmSync(lock, { force: true });
  return false;
}

function isDead(lock: string): boolean {
  try {
    const owner = Number(readFileSync(lock, 'utf8'));
    // Between its making and its writing it is empty.
    if (!Number.isInteger(owner) || owner <= 0) return false;
    process.kill(owner, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ESRCH';
  }
}
