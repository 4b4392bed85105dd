/** Names are compared as people mean them: what cannot be seen makes nobody somebody else. */
export function plainName(name: string): string {
  const visible = name.normalize('NFKC').replace(/\p{Cf}/gu, '');
  return visible.replace(/\s+/g, ' ').trim().toUpperCase().toLowerCase();
}
