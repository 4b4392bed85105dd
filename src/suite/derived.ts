import type { TestInfo } from '@playwright/test';
import type { Finding } from '../records/evidence.js';
import { derivedAttachment } from '../tools/playwright/attempt-record.js';

export interface Derived {
  tag: '@accessible' | '@clean-console';
  /** How many pages were looked at: none is not a measurement, and leaves nothing. */
  pages: number;
  findings: Finding[];
}

/** Hands what a derived check saw to the engine's reporter. */
export async function attachDerived(testInfo: TestInfo, derived: Derived): Promise<void> {
  if (derived.pages === 0) return;
  await testInfo.attach(derivedAttachment, { body: JSON.stringify(derived), contentType: 'application/json' });
}

/** Path and query of a URL: what tells pages apart for people, whatever port staging has today. */
export function pathOf(url: string): string {
  if (!URL.canParse(url)) return url;
  const { pathname, search } = new URL(url);
  return `${pathname}${search}`;
}
