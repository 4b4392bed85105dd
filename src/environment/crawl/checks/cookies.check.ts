import { defineSiteCheck, placeOf } from '../site-check.js';

/** A cookie that says who somebody is. One against forged forms is read by scripts on purpose. */
const identifies = /sess|sid$|^sid|auth|token|jwt|login|remember/i;
const forForms = /csrf|xsrf/i;

export default defineSiteCheck({
  promise: 'Cookies go by https alone, are no matter of scripts where they say who somebody is, and stay on this site',
  judge: (site) =>
    [...site.visits, ...site.errors].flatMap(({ url, cookies }) =>
      cookies.flatMap((line) => {
        const [name = '', ...attributes] = line.split('; ');
        const has = (attribute: string): boolean => attributes.some((one) => one.toLowerCase() === attribute);
        const sameSite = attributes
          .find((one) => /^samesite=/i.test(one))
          ?.slice('samesite='.length)
          .toLowerCase();
        const isSecret = identifies.test(name) && !forForms.test(name);
        const lacks = [
          ...((url.startsWith('https:') || sameSite === 'none') && !has('secure') ? ['Secure'] : []),
          ...(isSecret && !has('httponly') ? ['HttpOnly'] : []),
          ...(sameSite === undefined ? ['SameSite=Lax or Strict'] : []),
        ];
        if (lacks.length === 0) return [];
        return {
          what: `The cookie ${name} goes where it should not, or is read by whom it should not`,
          where: placeOf(site, url),
          expected: lacks.join(', '),
          actual: 'it is set without',
          advice: 'Set the attributes where the cookie is set.',
        };
      }),
    ),
});
