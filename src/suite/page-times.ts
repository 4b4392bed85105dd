import type { BrowserContext, Page, TestInfo } from '@playwright/test';
import { walkVariable, type PageTimes } from '../records/page-times.js';
import { pageTimesAttachment } from '../tools/playwright/attempt-record.js';

/** Whether this test is walked for the speed of its pages: nothing else is measured then that takes time. */
export function isWalk(): boolean {
  return process.env[walkVariable] !== undefined;
}

/** Hands what pages took to the engine's reporter. */
export async function attachPageTimes(testInfo: TestInfo, times: PageTimes): Promise<void> {
  if (times.pages.length === 0) return;
  await testInfo.attach(pageTimesAttachment, { body: JSON.stringify(times), contentType: 'application/json' });
}

/** A document of a page, as it tells of itself; `readyMs` is absent until it is there. */
interface Told {
  path: string;
  beganAt: number;
  readyMs?: number;
}

const binding = 'gonogoPage';

/** In the page, before anything of its own runs. Frames are not what the visitor waits for. */
const teller = `(() => {
  if (window !== window.top || !location.protocol.startsWith('http')) return;
  const told = { path: location.pathname, beganAt: performance.timeOrigin };
  void ${binding}(told);
  addEventListener('DOMContentLoaded', () => void ${binding}({ ...told, readyMs: performance.now() }));
})()`;

/** Watches how long the pages of a context take until they are there; the returned function tells. */
export async function watchPageTimes(context: BrowserContext): Promise<() => PageTimes> {
  const documents = new Map<Page, Map<number, Told>>();
  await context.exposeBinding(binding, ({ page }, told: Told) => {
    const own = documents.get(page) ?? new Map<number, Told>();
    documents.set(page, own.set(told.beganAt, told));
  });
  await context.addInitScript({ content: teller });
  return () => {
    const endedAt = Date.now();
    return { figure: 'ready', pages: [...documents.values()].flatMap((own) => timesOf([...own.values()], endedAt)) };
  };
}

/** One that was left before it was there took as long as the visitor had the patience for. */
function timesOf(documents: Told[], endedAt: number): PageTimes['pages'] {
  const inOrder = documents.toSorted((one, other) => one.beganAt - other.beganAt);
  return inOrder.map(({ path, beganAt, readyMs }, at) => {
    const leftAt = inOrder[at + 1]?.beganAt ?? endedAt;
    return { path, ms: readyMs ?? Math.max(0, leftAt - beganAt) };
  });
}
