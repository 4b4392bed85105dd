import { SetupError } from '../../records/setup-error.js';
import { someOf, type Finding } from '../finding.js';
import { inPlural } from './findings.js';
import { talliesOf, type ColumnDecision } from './table-tallies.js';
import { documentOf } from './text-document.js';
import { allValidators } from './validators.js';
import type { Validator } from './validator.js';

/** Something that staging shows, sends or writes down. */
export interface ShownText {
  /** What it is one of, in the plural: `pages`, `API answers`, `mails`, `lines of the shop's log`. */
  kind: string;
  /** `/account/orders`, the subject of a mail. */
  where: string;
  text: string;
}

export interface ShownTextOptions {
  /** Domains whose e-mail addresses belong to nobody, besides example.com, .test and other reserved ones. */
  testDomains?: readonly string[];
  /** The company's own, which everybody may read: `help@shop.example`, the number of its hotline. */
  own?: readonly string[];
}

export interface ShownTextScan {
  /** Never with a value. */
  findings: Finding[];
  /** How many texts of which kind were read, in words. */
  extent: string;
}

/**
 * Looks for personal data in what staging shows, sends and writes down: JSON by its keys, HTML with comments, fields and
 * attributes, logs line by line. Who has an e-mail address of a test domain is made up, and so are their names.
 * @throws SetupError when nothing was found, and nothing or not everything was read: that proves nothing.
 */
export function scanShownTexts(texts: readonly ShownText[], options: ShownTextOptions = {}): ShownTextScan {
  const validators = allValidators(options.testDomains ?? []);
  const own = options.own ?? [];
  const kinds = new Map<string, Document[]>();
  for (const { kind, where, text } of texts) {
    const { document, isWhole } = documentOf(own.reduce((rest, one) => rest.replaceAll(one, ''), text));
    const of = kinds.get(kind) ?? [];
    kinds.set(kind, of);
    of.push({ where, row: JSON.stringify(document), isWhole, isEmpty: text.trim() === '' });
  }
  const findings = [...kinds].flatMap(([kind, documents]) =>
    decided(kind, documents, validators).map((decision) =>
      findingOf(kind, decision, placesOf(kind, decision, documents, validators)),
    ),
  );
  if (findings.length === 0) refuseUnread(kinds);
  return { findings, extent: [...kinds].map(([kind, { length }]) => `${length} ${kind}`).join(', ') };
}

interface Document {
  where: string;
  /** As JSON. */
  row: string;
  isWhole: boolean;
  isEmpty: boolean;
}

function decided(
  kind: string,
  documents: readonly Pick<Document, 'row'>[],
  validators: readonly Validator[],
): ColumnDecision[] {
  const tallies = talliesOf(kind, [{ name: '', sql: '', isJson: true }], validators, true);
  for (const { row } of documents) tallies.row([row]);
  return tallies.decide();
}

/** The texts that tell it by themselves; where that takes all of them together, all. */
function placesOf(
  kind: string,
  { column, kind: what }: ColumnDecision,
  documents: readonly Document[],
  validators: readonly Validator[],
): string[] {
  const alone = documents.filter((one) =>
    decided(kind, [one], validators).some((decision) => decision.column === column && decision.kind === what),
  );
  return [...new Set((alone.length === 0 ? documents : alone).map(({ where }) => harmless(where, validators)))];
}

/** An address may hold what must not be told. */
function harmless(where: string, validators: readonly Validator[]): string {
  const isTelling = decided('', [{ row: JSON.stringify({ where }) }], validators).length > 0;
  return isTelling ? 'an address that tells it, too' : where;
}

function findingOf(kind: string, { column, kind: what, count }: ColumnDecision, places: readonly string[]): Finding {
  const path = column.replace(/^\./, '');
  return {
    what: `${kind} tell ${inPlural(what, 2)} (${someOf(places)})`,
    expected: 'those of made-up people alone',
    actual: `${count} ${inPlural(what, count)}${path === '' ? '' : ` in ${path}`}`,
    advice: "Mask them where they come from; declare what is the company's own.",
  };
}

function refuseUnread(kinds: ReadonlyMap<string, readonly Document[]>): void {
  const empty = [...kinds].flatMap(([kind, documents]) => (documents.every(({ isEmpty }) => isEmpty) ? [kind] : []));
  if (kinds.size === 0 || empty.length > 0)
    throw new SetupError(
      `There was no text ${empty.length === 0 ? '' : `in the ${empty.join(', ')} `}to look for personal data in.`,
      'zero-samples',
      'environment',
    );
  const cut = [...kinds.values()].flat().find(({ isWhole }) => !isWhole);
  if (cut !== undefined)
    throw new SetupError(
      `${cut.where} is longer, or nests deeper, than is read: no personal data was found, and that proves nothing.`,
      'too-few-samples',
      'environment',
    );
}
