import { AxeBuilder } from '@axe-core/playwright';
import { errors, type BrowserContext, type Page } from '@playwright/test';
import type { Finding } from '../records/evidence.js';
import { pathOf } from './derived.js';

// WCAG 2.2 level AA: rules that are law in many countries, without axe's opinions on best practice.
const standard = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

// A page that has not loaded by then is judged as it is: that is what the customer has before them.
const loadedWithinMs = 10_000;

/** Looks at pages once they have loaded. A journey names the states that it walks through. */
export interface Accessibility {
  /** Scans `page` (default: the test's own) and keeps what it finds for the derived check; never fails the journey. */
  scan(state: string, page?: Page): Promise<void>;
}

export interface AccessibilityWatch {
  pages: number;
  findings: Finding[];
  scan(state: string, page: Page): Promise<void>;
}

export function watchAccessibility(): AccessibilityWatch {
  const watch: AccessibilityWatch = {
    pages: 0,
    findings: [],
    async scan(state, page) {
      await loaded(page);
      // Legacy mode leaves out frames of other origins: a third party's form is not ours to mend, and it opens no page.
      const { violations } = await new AxeBuilder({ page }).withTags(standard).setLegacyMode().analyze();
      watch.pages += 1;
      watch.findings.push(...violations.map((violation) => findingOf(violation, `${state} (${pathOf(page.url())})`)));
    },
  };
  return watch;
}

/** Text is there before its style sheet is: a page that is looked at too early has small targets and no contrast. */
async function loaded(page: Page): Promise<void> {
  await page.waitForLoadState('load', { timeout: loadedWithinMs }).catch((error: unknown) => {
    if (!(error instanceof errors.TimeoutError)) throw error;
  });
}

/** Scans the pages that a journey ended on: what the customer sees last. */
export async function scanOpenPages(context: BrowserContext, watch: AccessibilityWatch): Promise<void> {
  for (const page of context.pages()) {
    if (!page.isClosed() && page.url().startsWith('http')) await watch.scan('end', page);
  }
}

type Violation = Awaited<ReturnType<AxeBuilder['analyze']>>['violations'][number];

function findingOf({ id, help, impact, helpUrl, nodes }: Violation, where: string): Finding {
  const places = nodes.map(({ target }) => target.join(' '));
  const shown = places.slice(0, 3).join(', ');
  const more = places.length > 3 ? ` and ${places.length - 3} more` : '';
  return {
    what: `${help} (${id}${typeof impact === 'string' ? `, ${impact}` : ''})`,
    where,
    detail: `${shown}${more}\n${helpUrl}`,
  };
}
