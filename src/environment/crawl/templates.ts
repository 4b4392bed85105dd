import { SetupError } from '../../records/setup-error.js';
import type { Site } from '../../records/site.js';
import { pagesOf } from './site-check.js';

/** One page of a template, as a sample of it. */
export interface Template {
  shape: string;
  url: string;
}

/**
 * A page of each template of a site's own origin, those with most pages first: what a browser looks at, since it cannot
 * look at all.
 * @throws SetupError where no page could be read.
 */
export function templatesOf(site: Site, atMost = 10): Template[] {
  const { origin } = new URL(site.target);
  const byShape = new Map<string, { template: Template; pages: number }>();
  for (const { shape, url, use, leadsTo } of pagesOf(site)) {
    if (use !== 'link' || leadsTo !== undefined || new URL(url).origin !== origin) continue;
    const known = byShape.get(shape);
    if (known === undefined) byShape.set(shape, { template: { shape, url }, pages: 1 });
    else known.pages += 1;
  }
  const { obstacle } = site;
  if (byShape.size === 0)
    throw new SetupError(
      obstacle?.message ?? 'No page could be read.',
      obstacle?.reasonCode ?? 'zero-samples',
      'environment',
    );
  return [...byShape.values()]
    .toSorted((a, b) => b.pages - a.pages)
    .slice(0, atMost)
    .map(({ template }) => template);
}
