import { defineSiteCheck, pagesOf, placeOf } from '../site-check.js';

/** What tabs, bookmarks and screen readers call a page (WCAG 2.4.2). */
export default defineSiteCheck({
  promise: 'Every page has a title',
  judge: (site) =>
    pagesOf(site)
      .filter(({ page }) => page.title === undefined || /^(undefined|null|document|untitled)?$/i.test(page.title))
      .map(({ url, page }) => ({
        what: 'Pages have no title',
        where: placeOf(site, url),
        expected: 'a <title> that tells the page from others',
        actual: page.title === undefined ? 'none' : `"${page.title}"`,
        advice: 'Give the page its title.',
      })),
});
