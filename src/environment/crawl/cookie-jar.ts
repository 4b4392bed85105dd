/** Cookies of one crawl, by origin: a site that gives each visitor a session gives this one a single session. */
export interface CookieJar {
  /** The `Cookie` header for an address; undefined: there is none. */
  for(url: string): string | undefined;
  take(url: string, lines: readonly string[]): void;
}

export function openCookieJar(): CookieJar {
  const jars = new Map<string, Map<string, string>>();
  return {
    for(url) {
      const jar = jars.get(new URL(url).origin);
      if (jar === undefined || jar.size === 0) return undefined;
      return [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    },
    take(url, lines) {
      const { origin } = new URL(url);
      const jar = jars.get(origin) ?? new Map<string, string>();
      jars.set(origin, jar);
      for (const line of lines) {
        const [, name, value] = /^\s*([^=;]+?)\s*=\s*([^;]*?)\s*(?:;|$)/.exec(line) ?? [];
        if (name === undefined || value === undefined) continue;
        if (/;\s*max-age\s*=\s*(0|-\d+)\s*(;|$)/i.test(line) || value === '') jar.delete(name);
        else jar.set(name, value);
      }
    },
  };
}

/** A `Set-Cookie` line without its value. */
export function withoutValue(line: string): string {
  const [pair = '', ...attributes] = line.split(';');
  const [name = ''] = pair.split('=', 1);
  return [name.trim(), ...attributes.map((attribute) => attribute.trim())].join('; ');
}
