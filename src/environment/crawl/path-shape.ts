/**
 * What addresses of one template have in common: `/p/blue-mug` and `/p/1234` are `/p/*`; of a query the names count.
 * A guess: where it takes two templates for one, fewer of their pages are sampled.
 */
export function pathShape(url: string): string {
  const { pathname, searchParams } = new URL(url);
  const parts = pathname.split('/').slice(1);
  const last = parts.length - 1;
  const shaped = parts.map((part, at) => {
    if (part === '') return '';
    return (at > 0 && at === last) || isVariable(part) ? '*' : part;
  });
  const names = [...new Set(searchParams.keys())].toSorted();
  return `/${shaped.join('/')}${names.length === 0 ? '' : `?${names.join('&')}`}`;
}

/** A number, a hash, a title in words: what a template is filled with. */
function isVariable(part: string): boolean {
  return /\d|%/.test(part) || part.length > 24 || part.split(/[-_]/).length > 2;
}
