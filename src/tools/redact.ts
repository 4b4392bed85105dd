import { literally } from '../records/pattern.js';
import type { Redact } from './secret-forms.js';
import { secretForms } from './secret-forms.js';

export { redactFolder } from './redact-folder.js';
export type { Redact } from './secret-forms.js';

const mark = '[redacted]';

/**
 * Replaces every spelling of the secrets in a text: raw, URL-encoded, base64 (at any offset), JSON-escaped.
 *
 * @throws {Error} for a secret shorter than six characters: it would be found in half of all words, and a text full of
 * marks hides nothing
 */
export function redactor(secrets: readonly string[]): Redact {
  const forms = secretForms(secrets);
  if (forms.length === 0) return (text) => text;
  // Longest first, so that a secret inside another one does not leave the rest of the longer one.
  const pattern = new RegExp(forms.map(literally).join('|'), 'g');
  return (text) => text.replace(pattern, mark);
}
