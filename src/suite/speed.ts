import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { errors, expect, type Browser, type BrowserContextOptions, type Page, type TestInfo } from '@playwright/test';
import { attachPageTimes, isWalk } from './page-times.js';
import { openPastWall } from './wall.js';

/** What one load of a page showed. Absent: the browser gave no such figure, which is not 0. */
export interface LoadFigures {
  ttfbMs?: number;
  lcpMs?: number;
  /** Cumulative layout shift, without a unit. */
  cls?: number;
  inpMs?: number;
}

/** Medians over all loads; a figure that any load lacks is undefined, as a median of the others would flatter. */
export interface SpeedFigures {
  ttfbMs: number | undefined;
  lcpMs: number | undefined;
  cls: number | undefined;
  inpMs: number | undefined;
  loads: LoadFigures[];
}

export interface MeasureOptions {
  /** Measured loads, each as a first-time visitor; one more goes before them and is not counted. */
  loads?: number;
  /** What the visitor does on the loaded page; without it there is no INP. */
  interact?: (page: Page) => Promise<void>;
  /** Cookies that the visitor brings, for pages that are empty without them: `await request.storageState()`. */
  storageState?: BrowserContextOptions['storageState'];
}

/** The most that a page may take or shift; each one that is named is asserted, and a missing figure fails. */
export type SpeedLimits = { [figure in keyof LoadFigures]: number };

export interface Speed {
  /** Measures a page and asserts its medians; the report shows figures and limits. */
  expectWithin(path: string, limits: SpeedLimits, options?: MeasureOptions): Promise<SpeedFigures>;
  measure(path: string, options?: MeasureOptions): Promise<SpeedFigures>;
}

const metrics = { TTFB: 'ttfbMs', LCP: 'lcpMs', CLS: 'cls', INP: 'inpMs' } as const;

const keys = Object.values(metrics);
/** A walk is one of many, and what differs between walks is what their number is for. */
const mostLoadsOfWalk = 3;
const words = {
  ttfbMs: { name: 'TTFB', unit: ' ms' },
  lcpMs: { name: 'LCP', unit: ' ms' },
  cls: { name: 'CLS', unit: '' },
  inpMs: { name: 'INP', unit: ' ms' },
} as const;

const observer = `(() => {
  if (window !== window.top) return;
  ${readFileSync(fileURLToPath(new URL('web-vitals.iife.js', import.meta.resolve('web-vitals'))), 'utf8')}
  const seen = (globalThis.gonogoSpeed = {});
  for (const name of ${JSON.stringify(Object.keys(metrics))}) webVitals['on' + name](({ value }) => { seen[name] = value; }, { reportAllChanges: true });
})()`;

/** Measures pages with web-vitals, each load in a browser context of its own, with nothing that intercepts requests. */
export function speedOf(
  browser: Browser,
  wall: Pick<BrowserContextOptions, 'baseURL' | 'httpCredentials'>,
  testInfo: TestInfo,
): Speed {
  const speed: Speed = {
    async expectWithin(path, limits, options) {
      const figures = await speed.measure(path, options);
      const named = keys.filter((key) => limits[key] !== undefined);
      const told = (of: SpeedLimits | SpeedFigures, sign: string): string =>
        named
          .map(
            (key) => `${words[key].name}${sign}${of[key] === undefined ? 'none' : rounded(of[key])}${words[key].unit}`,
          )
          .join(', ');
      testInfo.annotations.push({ type: 'expected', description: told(limits, ' ≤ ') });
      testInfo.annotations.push({
        type: 'actual',
        description: `${told(figures, ' ')} (medians of ${figures.loads.length} loads)`,
      });
      for (const key of named) {
        const figure = figures[key];
        expect(figure, `${words[key].name} of ${path}: a figure in each load`).toBeDefined();
        expect(figure, `${words[key].name} of ${path}`).toBeLessThanOrEqual(Number(limits[key]));
      }
      return figures;
    },
    async measure(path, { loads = 5, ...visit } = {}) {
      await loadOnce(browser, wall, path, visit);
      const each: LoadFigures[] = [];
      const wanted = isWalk() ? Math.min(loads, mostLoadsOfWalk) : loads;
      for (let load = 0; load < wanted; load += 1) each.push(await loadOnce(browser, wall, path, visit));
      const figures: SpeedFigures = {
        ttfbMs: medianOf(each, 'ttfbMs'),
        lcpMs: medianOf(each, 'lcpMs'),
        cls: medianOf(each, 'cls'),
        inpMs: medianOf(each, 'inpMs'),
        loads: each,
      };
      const file = testInfo.outputPath(`speed${path.replace(/[^a-z0-9]+/gi, '-')}.json`);
      writeFileSync(file, JSON.stringify({ path, ...figures }, null, 2));
      if (isWalk()) await attachPageTimes(testInfo, { figure: 'lcp', pages: [{ path, ms: figures.lcpMs ?? null }] });
      await testInfo.attach(`speed of ${path}`, { path: file, contentType: 'application/json' });
      return figures;
    },
  };
  return speed;
}

function rounded(value: number): number {
  return value >= 10 ? Math.round(value) : Number(value.toPrecision(2));
}

async function loadOnce(
  browser: Browser,
  wall: Parameters<typeof speedOf>[1],
  path: string,
  { interact, storageState }: MeasureOptions,
): Promise<LoadFigures> {
  const { context, page } = await openPastWall(browser, wall, storageState);
  try {
    await page.addInitScript({ content: observer });
    const response = await page.goto(path, { waitUntil: 'load' });
    if (response === null || !response.ok())
      throw new Error(`${path} answered ${response === null ? 'nothing' : response.status()}: its speed says nothing.`);
    // What loads late (a lazy picture) can still be the largest paint.
    await page.waitForLoadState('networkidle');
    if (interact !== undefined) {
      await interact(page);
      await interactionSeen(page);
    }
    return figuresOf(await page.evaluate(readWhenPainted));
  } finally {
    await context.close();
  }
}

/** The browser tells of an interaction some time after it. One that it never tells of has no figure. */
async function interactionSeen(page: Page): Promise<void> {
  const isSeen = () => (globalThis as { gonogoSpeed?: Record<string, unknown> }).gonogoSpeed?.['INP'] !== undefined;
  try {
    await page.waitForFunction(isSeen, undefined, { timeout: 3000 });
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error;
  }
}

/** Runs in the page: observers have been told of a paint two frames after it. */
function readWhenPainted(): Promise<Record<string, unknown>> {
  return new Promise((resolve) => {
    requestAnimationFrame(() =>
      requestAnimationFrame(() =>
        setTimeout(() => resolve((globalThis as { gonogoSpeed?: Record<string, unknown> }).gonogoSpeed ?? {})),
      ),
    );
  });
}

function figuresOf(seen: Record<string, unknown>): LoadFigures {
  const figures: LoadFigures = {};
  for (const [name, key] of Object.entries(metrics)) {
    const value = seen[name];
    if (typeof value === 'number' && Number.isFinite(value) && value >= 0) figures[key] = value;
  }
  return figures;
}

function medianOf(loads: LoadFigures[], key: keyof LoadFigures): number | undefined {
  const values = loads.flatMap((load) => load[key] ?? []).sort((a, b) => a - b);
  if (values.length === 0 || values.length < loads.length) return undefined;
  const [low, high] = [values[Math.floor((values.length - 1) / 2)], values[Math.ceil((values.length - 1) / 2)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}
