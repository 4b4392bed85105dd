import { defineSiteCheck, pagesOf, placeOf } from '../site-check.js';

/** Screen readers and translations go by it (WCAG 3.1.1). */
export default defineSiteCheck({
  promise: 'Every page says which language it is in',
  judge: (site) =>
    pagesOf(site)
      .filter(({ page }) => !isLanguage(page.language))
      .map(({ url, page }) => ({
        what: 'Pages do not say which language they are in',
        where: placeOf(site, url),
        expected: 'a language tag, such as <html lang="en">',
        actual: page.language === undefined || page.language === '' ? 'none' : `"${page.language.slice(0, 40)}"`,
        advice: 'Give the <html> element its lang.',
      })),
});

/** Whether it is a well-formed tag (BCP 47). */
function isLanguage(tag: string | undefined): boolean {
  if (tag === undefined || tag === '') return false;
  try {
    return Intl.getCanonicalLocales(tag).length === 1;
  } catch {
    return false;
  }
}
