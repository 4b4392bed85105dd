import { defineSiteCheck, pagesOf, placeOf } from '../site-check.js';

const words = { load: 'loads', frame: 'shows', form: 'sends a form to' } as const;

/** Browsers block it, or anybody on the way can read and change it. A link is neither: it leaves the page. */
export default defineSiteCheck({
  promise: 'No page that came by https loads or sends anything without it',
  judge: (site) =>
    pagesOf(site)
      .filter(({ url }) => url.startsWith('https:'))
      .flatMap(({ url, page }) =>
        page.references.flatMap((reference) => {
          const { use, element } = reference;
          if (use === 'link' || use === 'guess' || !reference.url.startsWith('http:')) return [];
          return {
            what: `A page ${words[use]} an address without https`,
            where: placeOf(site, url),
            expected: 'https on every page that has it',
            actual: `${element} names ${reference.url}`,
            advice: 'Name it with https, or without origin where it is the site’s own.',
          };
        }),
      ),
});
