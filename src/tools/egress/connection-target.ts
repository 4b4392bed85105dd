/**
 * The host that `socket.connect(...)` would go to, read as Node reads its arguments: `(options)`, `(port, host)`,
 * `(path)`, or Node's own normalised list of them.
 * @returns undefined for what is no network connection (a Unix socket, an open handle)
 */
export function connectionTarget(given: readonly unknown[]): string | undefined {
  const [first, second] = Array.isArray(given[0]) ? (given[0] as unknown[]) : given;
  if (typeof first === 'object' && first !== null) {
    const { path, host } = first as { path?: unknown; host?: unknown };
    if (typeof path === 'string' && path !== '') return undefined;
    return typeof host === 'string' && host !== '' ? host : 'localhost';
  }
  if (typeof first === 'string' && !isPort(first)) return undefined;
  return typeof second === 'string' && second !== '' ? second : 'localhost';
}

function isPort(text: string): boolean {
  return /^\s*\d+\s*$/.test(text);
}
