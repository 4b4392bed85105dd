import type { AxeBuilder } from '@axe-core/playwright';
import { errors, type BrowserContext, type Page } from '@playwright/test';
import type { Finding } from '../records/evidence.js';
import { pathOf } from './derived.js';
import { isWalk } from './page-times.js';

// WCAG 2.2 level AA: rules that are law in many countries, without axe's opinions on best practice.
const standard = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

// A page that is not styled by then is judged as it is: that is what the customer has before them.
const styledWithinMs = 10_000;

/** Looks at pages once their style sheets are there. A journey names the states that it walks through. */
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
      if (isWalk()) return;
      await styled(page);
      // Half a megabyte of rules: loaded where a page is looked at, not by every worker and each list of the tests.
      const { AxeBuilder: Axe } = await import('@axe-core/playwright');
      // Legacy mode leaves out frames of other origins: a third party's form is not ours to mend, and it opens no page.
      const { violations } = await new Axe({ page }).withTags(standard).setLegacyMode().analyze();
      watch.pages += 1;
      watch.findings.push(...violations.map((violation) => findingOf(violation, `${state} (${pathOf(page.url())})`)));
    },
  };
  return watch;
}

/**
 * Text is there before its style sheet is: a page that is looked at too early has small targets and no contrast.
 * Pictures are not waited for, as no rule is about what they show.
 */
async function styled(page: Page): Promise<void> {
  const timeout = styledWithinMs;
  try {
    await page.waitForLoadState('domcontentloaded', { timeout });
    // Not by animation frames, which a page in the background never gets.
    await page.waitForFunction(isStyled, undefined, { timeout, polling: 50 });
  } catch (error) {
    if (!(error instanceof errors.TimeoutError)) throw error;
  }
}

/** In the page. A sheet that failed to load counts once everything has: there will be no other. */
function isStyled(): boolean {
  const isWhole = (sheet: CSSStyleSheet | null): boolean => sheet !== null && imports(sheet).every(isWhole);
  const imports = (sheet: CSSStyleSheet): (CSSStyleSheet | null)[] => {
    let rules: CSSRule[];
    try {
      rules = [...sheet.cssRules];
    } catch {
      return []; // Of another origin: it is there, and its rules are not for this page to read.
    }
    return rules.flatMap((rule) => (rule instanceof CSSImportRule ? [rule.styleSheet] : []));
  };
  const links = document.querySelectorAll<HTMLLinkElement>('link[rel~="stylesheet"]');
  const linked = [...links].filter(({ disabled }) => !disabled).map(({ sheet }) => sheet);
  return document.readyState === 'complete' || [...linked, ...document.styleSheets].every(isWhole);
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
