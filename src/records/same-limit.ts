import type { Limit } from './limit.js';

/** Which samples a limit speaks of, as a key: the order of tags does not matter. */
export function selectorOf({ metric, tags }: Pick<Limit, 'metric' | 'tags'>): string {
  return JSON.stringify([metric, Object.entries(tags).toSorted(([a], [b]) => (a < b ? -1 : 1))]);
}

/** Do two limits speak of the same samples in the same words? White space does not matter. */
export function isSameLimit(
  one: Pick<Limit, 'metric' | 'tags' | 'expression'>,
  other: Pick<Limit, 'metric' | 'tags' | 'expression'>,
): boolean {
  return withoutSpace(one.expression) === withoutSpace(other.expression) && selectorOf(one) === selectorOf(other);
}

function withoutSpace(text: string): string {
  return text.replace(/\s+/g, '');
}
