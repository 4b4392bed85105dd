/** GitHub and Azure run what looks like one of their commands, whoever printed it: it is broken up. */
export function harmless(line: string): string {
  return line
    .replace(/^(\s*)::/, '$1: :')
    .replaceAll('##[', '## [')
    .replaceAll('##vso[', '##vso [');
}
