/** A place in the JSON documents of a column: its path with `[]` for places in lists, its key, and the key above it. */
export interface Place {
  readonly path: string;
  readonly key: string;
  readonly above: string;
}

interface Branch extends Place {
  readonly children: Map<string, Branch>;
}

/** Deeper, or beyond so many places of a column, all values count together: a document can't fill the memory. */
const deepest = 40;
const mostPlaces = 400;

const plainKey = /^[A-Za-z_$][A-Za-z_$-]*(?:\d{1,3}[A-Za-z_$-]*)?$/;

/**
 * Makes the walk through documents of one column: it calls `visit` for every string, number and unknown key. A key that
 * may be data itself (`{"anna@…": 3}`) is `*` in paths, and its text a value of its own; all others are the schema's.
 *
 * @param isData whether a key that looks like a schema's word is data all the same (a given name)
 */
export function jsonLeaves(
  column: string,
  isData: (key: string) => boolean,
  visit: (place: Place, value: string) => void,
): (document: unknown) => void {
  const root: Branch = { path: column, key: column, above: '', children: new Map() };
  const rest: Branch = { path: `${column}.*`, key: '', above: '', children: new Map() };
  let places = 0;
  const below = (branch: Branch, step: string, make: () => Place): Branch => {
    let child = branch.children.get(step);
    if (child === undefined) {
      if (branch === rest || (places += 1) > mostPlaces) return rest;
      branch.children.set(step, (child = { ...make(), children: new Map() }));
    }
    return child;
  };
  const isSchema = (key: string): boolean => key.length <= 40 && plainKey.test(key) && !isData(key);

  const walk = (node: unknown, at: Branch, depth: number): void => {
    if (typeof node === 'string') return visit(at, node);
    if (typeof node === 'number') return visit(at, String(node));
    if (typeof node !== 'object' || node === null) return;
    if (depth >= deepest) return visit(rest, JSON.stringify(node));
    if (Array.isArray(node)) {
      const places = below(at, '[]', () => ({ ...at, path: `${at.path}[]` }));
      for (const one of node) walk(one, places, depth + 1);
      return;
    }
    for (const [key, value] of Object.entries(node)) {
      const known = at.children.get(key);
      if (known === undefined && !isSchema(key)) {
        const hidden = below(at, '*', () => ({ path: `${at.path}.*`, key: '', above: at.key }));
        visit(hidden, key);
        walk(value, hidden, depth + 1);
      } else walk(value, known ?? below(at, key, () => ({ path: `${at.path}.${key}`, key, above: at.key })), depth + 1);
    }
  };
  return (document) => walk(document, root, 0);
}
