/** A form-encoded body with bracketed names, as Stripe's SDKs send it: `metadata[order]=7`, `expand[0]=latest_charge`. */
export interface Form {
  [name: string]: string | Form;
}

/** Nests `a[b][c]=d`. A list stays an object with the keys `0`, `1`, … (`a[]` is numbered as it comes): see `listed`. */
export function nested(body: string): Form {
  const root = empty();
  for (const [name, value] of new URLSearchParams(body)) {
    const path = name.split('[').map((part) => part.replace(/\]$/, ''));
    const last = path.pop() as string;
    let at = root;
    for (const part of path) {
      const below = at[part];
      at = at[part] = typeof below === 'object' ? below : empty();
    }
    at[last === '' ? String(Object.keys(at).length) : last] = value;
  }
  return root;
}

/** The values of a list in the order of their numbers. */
export function listed(list: string | Form | undefined): string[] {
  if (list === undefined) return [];
  return typeof list === 'string' ? [list] : Object.values(list).filter((value) => typeof value === 'string');
}

// Names come from outside: without a prototype `__proto__` is a name like any other.
function empty(): Form {
  return Object.create(null) as Form;
}
