import { createRequire } from 'node:module';
import { expect, test as base } from '@playwright/test';
import type { Staging } from './records/staging.js';
import {
  scanOpenPages,
  watchAccessibility,
  type Accessibility,
  type AccessibilityWatch,
} from './suite/accessibility.js';
import { blockedInWords, watchBlockedHosts } from './suite/blocked-hosts.js';
import { watchConsole } from './suite/clean-console.js';
import { attachDerived } from './suite/derived.js';
import { attachPageTimes, isWalk, watchPageTimes } from './suite/page-times.js';
import { speedOf, type Speed } from './suite/speed.js';
import { stagingOfRun } from './suite/staging.js';
import { userAgentMark, userAgentOfTest } from './suite/user-agent.js';
import { blockedAnnotation } from './tools/playwright/attempt-record.js';

// The engine starts Playwright with the guard in place, and this is for tests that are run in another way. `require`,
// since an `await` up here would keep suites that are CommonJS from importing this file.
if (process.env['GONOGO_EGRESS'] !== undefined) createRequire(import.meta.url)('./tools/egress/guard.js');

export interface SuiteOptions {
  /** What `@clean-console` lets pass: `test.use({ allowedConsole: [/402/] })`. */
  allowedConsole: RegExp[];
}

export interface SuiteFixtures {
  /** `await accessibility.scan('cart')`: a state that `@accessible` judges, besides the page that the test ends on. */
  accessibility: Accessibility;
  /** `await speed.measure('/p/tea')`: medians of a page's load. */
  speed: Speed;
  accessibilityWatch: AccessibilityWatch;
}

export interface SuiteWorkerFixtures {
  /** Where staging and its third parties are. */
  staging: Staging;
}

/**
 * Playwright's `test` with what suites need of a staging. A test that asks for no page starts no browser.
 * Tags: `@accessible` and `@clean-console` make a test measure that too, as checks of their own.
 */
export const test = base.extend<SuiteOptions & SuiteFixtures, SuiteWorkerFixtures>({
  staging: [async ({}, use) => use(stagingOfRun()), { scope: 'worker' }],
  allowedConsole: [[], { option: true }],
  // A device of a project brings its own: the marks go behind it.
  userAgent: async ({ userAgent }, use, testInfo) => {
    await use(userAgent === undefined ? undefined : userAgentOfTest(userAgent, userAgentMark(process.env), testInfo));
  },
  accessibilityWatch: async ({}, use) => use(watchAccessibility()),
  accessibility: async ({ page, accessibilityWatch }, use) => {
    await use({ scan: (state, other) => accessibilityWatch.scan(state, other ?? page) });
  },
  context: async ({ context, allowedConsole, accessibilityWatch }, use, testInfo) => {
    const console = testInfo.tags.includes('@clean-console') ? watchConsole(context, allowedConsole) : undefined;
    const blocked = watchBlockedHosts(context);
    const pageTimes = isWalk() ? await watchPageTimes(context) : undefined;
    await use(context);
    blocked.stop();
    if (pageTimes !== undefined) await attachPageTimes(testInfo, pageTimes());
    if (blocked.hosts.size > 0 && testInfo.errors.length > 0)
      testInfo.annotations.push({ type: blockedAnnotation, description: blockedInWords(blocked.hosts) });
    if (console !== undefined) {
      console.stop();
      await attachDerived(testInfo, { tag: '@clean-console', pages: console.pages, findings: console.findings });
    }
    if (!testInfo.tags.includes('@accessible')) return;
    // A journey that broke off ended on a page that it did not want.
    if (testInfo.status === testInfo.expectedStatus) await scanOpenPages(context, accessibilityWatch);
    await attachDerived(testInfo, {
      tag: '@accessible',
      pages: accessibilityWatch.pages,
      findings: accessibilityWatch.findings,
    });
  },
  speed: async ({ browser, baseURL, httpCredentials }, use, testInfo) => {
    await use(speedOf(browser, { baseURL, httpCredentials }, testInfo));
  },
});

export { expect };
