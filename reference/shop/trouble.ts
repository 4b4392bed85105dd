/** Why a request is not served, in words for the customer: the replica makes a page of it, or JSON for a script. */
export class Trouble extends Error {
  override name = 'Trouble';
  constructor(
    readonly status: 402 | 403 | 404 | 409 | 422 | 500,
    message: string,
    /** The names of the inputs that the customer can mend. */
    readonly fields: string[] = [],
  ) {
    super(message);
  }
}

/** What was looked for, or the page that says that there is no such thing. */
export function found<T>(thing: T | undefined, otherwise: string): T {
  if (thing === undefined) throw new Trouble(404, otherwise);
  return thing;
}
