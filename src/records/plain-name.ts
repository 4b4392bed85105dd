/** Names are compared as people mean them. */
export function plainName(name: string): string {
  return name.normalize('NFKC').trim().toLowerCase();
}
