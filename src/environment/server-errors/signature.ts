import { literally } from '../../records/pattern.js';
import { settledFailure } from '../../records/settled-text.js';

const longest = 160;

/**
 * What errors of one kind have in common: the first line of the message without ids, numbers, times, addresses of people
 * and quoted values. Words that are quoted like a name in code (`"orders"`) stay: they say what is broken.
 */
export function signatureOf(message: string): string {
  const [first = ''] = message.trim().split('\n');
  const settled = settledFailure(
    first
      .replace(/[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g, '<e-mail>')
      .replace(/(\/[^\s?"']*)\?[^\s"']+/g, '$1?<query>')
      .replace(/=\([^)]*\)/g, '=(<value>)')
      .replace(/"(?![a-z_]{1,40}")[^"]*"/g, '"<value>"')
      .replace(/'(?![a-z_]{1,40}')[^']{2,}'/g, "'<value>'"),
  )
    .replace(/\d+(?:\.\d+)?/g, '<n>')
    .replace(/<n>(?:[-.:]<n>)+/g, '<n>');
  return settled.length > longest ? `${settled.slice(0, longest - 1)}…` : settled;
}

/** Does a signature match a declared one? `*` stands for anything. */
export function matchesSignature(signature: string, declared: string): boolean {
  const parts = declared.split('*').map(literally);
  return new RegExp(`^${parts.join('.*')}$`).test(signature);
}
