import { parseAllDocuments } from 'yaml';
import { unreadable } from './text-source.js';

/** Aliases beyond this are no manifest but a way to fill a reader's memory. */
const mostAliases = 100;

/**
 * All documents of a YAML or JSON file; empty ones are left out.
 * @throws SetupError that names the line of what cannot be read.
 */
export function documentsIn(text: string, where: string): unknown[] {
  const documents = parseAllDocuments(text, { prettyErrors: true, logLevel: 'silent' });
  return documents.flatMap((document): unknown[] => {
    const [error] = document.errors;
    if (error !== undefined) throw unreadable('unparsable', `${where} is no YAML: ${error.message.split('\n')[0]}`);
    let value: unknown;
    try {
      value = document.toJS({ maxAliasCount: mostAliases });
    } catch {
      throw unreadable('unparsable', `${where} refers to its own parts more than ${mostAliases} times.`);
    }
    return value === null ? [] : [value];
  });
}
