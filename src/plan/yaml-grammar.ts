import {
  isAlias,
  isCollection,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Node,
  type YAMLMap,
} from 'yaml';
import { UsageError } from '../records/usage-error.js';

/** `['tiers', 0, 'checks']`. */
export type KeyPath = readonly (string | number)[];

export interface StrictDocument {
  /** Plain objects, arrays, strings, finite numbers, booleans and null. */
  data: unknown;
  /** The line, from 1, of a key or an entry; of the whole for []; undefined for what is not written there. */
  lineOf: (at: KeyPath) => number | undefined;
}

type Refuse = (line: number, why: string) => never;

// Four levels are the deepest that any of these files has.
const maxDepth = 16;
const deep = `it is nested deeper than ${maxDepth} levels.`;
// Own keys of every object's ancestry: more than data to some readers.
const refusedKeys = ['__proto__', 'constructor', 'prototype'];

/**
 * The part of YAML 1.2 that every reader and every person takes for the same: no anchors, aliases, merge keys, tags
 * or directives, no key twice, numbers in decimal only, one document whose root is a map.
 * @throws UsageError with the file, the line and what to write instead.
 */
export function parseStrictly(text: string, fileName: string): StrictDocument {
  const lines = new LineCounter();
  const refuse: Refuse = (line, why) => {
    throw new UsageError(`${fileName}, line ${line}: ${why}`);
  };
  refuseTabsAndDirectives(text, refuse);
  // Keys are compared below: the parser compares each with every other, which takes minutes for a large map.
  const options = { version: '1.2', strict: true, stringKeys: true, uniqueKeys: false, prettyErrors: false } as const;
  const document = parseDocument(text, { ...options, lineCounter: lines });
  const lineAt = (offset: number): number => lines.linePos(offset).line;
  const tooDeep = document.errors.find(({ code }) => code === 'RESOURCE_EXHAUSTION');
  if (tooDeep !== undefined) refuse(lineAt(tooDeep.pos[0]), deep);
  const [error] = document.errors;
  if (error !== undefined) refuse(lineAt(error.pos[0]), spoken(error));

  const root: Node | null = document.contents;
  if (root === null || (isScalar(root) && root.value === null && root.tag === undefined)) {
    throw new UsageError(`${fileName} is empty. Remove it, or start it with "version: 1".`);
  }
  const lineOfNode = (node: Node): number => (node.range ? lineAt(node.range[0]) : 1);
  visit(document, {
    Node: (_, node, ancestry) => {
      const isDeep = ancestry.filter(isCollection).length > maxDepth;
      const why = isDeep ? deep : flawOf(node);
      if (why !== undefined) refuse(lineOfNode(node), why);
      if (isMap(node)) refuseKeys(node, lineOfNode, refuse);
    },
  });
  const [warning] = document.warnings;
  if (warning !== undefined) refuse(lineAt(warning.pos[0]), spoken(warning));
  if (!isMap(root)) refuse(lineOfNode(root), 'the whole file must be keys and values, such as "version: 1".');
  return {
    data: document.toJS({ maxAliasCount: 0 }) as unknown,
    lineOf: (at) => {
      const node = writtenAt(root, at);
      return node === undefined ? undefined : lineOfNode(node);
    },
  };
}

function refuseTabsAndDirectives(text: string, refuse: Refuse): void {
  for (const [at, line] of text.split('\n').entries()) {
    if (/^ *\t/.test(line)) refuse(at + 1, 'a tab at its start. Indent with spaces.');
    // %YAML 1.1 would make booleans of yes and no.
    if (line.startsWith('%')) refuse(at + 1, 'directives (%YAML, %TAG) are not allowed. Remove the line.');
  }
}

function spoken({ code, message }: { code: string; message: string }): string {
  if (code === 'MULTIPLE_DOCS') return 'a second document begins. Keep one: what follows "---" would not be read.';
  return /[.!?]$/.test(message) ? message : `${message}.`;
}

/** What is wrong with a value by itself, whatever its key wants. */
function flawOf(node: Node): string | undefined {
  if (isAlias(node)) return `aliases (*${node.source}) are not allowed. Write the value out.`;
  if (node.anchor !== undefined) return `anchors (&${node.anchor}) are not allowed. Remove it.`;
  if (node.tag !== undefined) return `tags (${node.tag}) are not allowed. Remove it.`;
  if (!isScalar(node) || typeof node.value !== 'number') return undefined;
  const written = node.source ?? String(node.value);
  if (!Number.isFinite(node.value)) return `${written} is no finite number. Write one.`;
  // 0x1F, 0o17 and 017 are 31, 15 and 17 in YAML 1.2, and something else elsewhere.
  if (/^[-+]?0[0-9xo]/.test(written))
    return `${written} reads differently elsewhere. Write a number in decimal without leading zeros, or text in quotes.`;
  return undefined;
}

function refuseKeys(map: YAMLMap, lineOf: (node: Node) => number, refuse: Refuse): void {
  const seen = new Map<string, number>();
  for (const { key } of map.items) {
    if (!isScalar(key)) continue;
    const name = String(key.value);
    const line = lineOf(key);
    if (name === '<<') refuse(line, 'merge keys (<<) are not allowed. Write the values out.');
    if (refusedKeys.includes(name)) refuse(line, `${name} is not allowed as a key. Remove it.`);
    const first = seen.get(name);
    if (first !== undefined) refuse(line, `${name} is there twice (first on line ${first}). Keep one.`);
    seen.set(name, line);
  }
}

/** The key (in a map) or the entry (in a list) that a path leads to. */
function writtenAt(root: Node, at: KeyPath): Node | undefined {
  let written: Node | undefined = root;
  let within: unknown = root;
  for (const key of at) {
    if (isMap(within)) {
      const pair = within.items.find((item) => isScalar(item.key) && item.key.value === String(key));
      written = isScalar(pair?.key) ? pair.key : undefined;
      within = pair?.value;
    } else {
      within = isSeq(within) && typeof key === 'number' ? within.items[key] : undefined;
      written = isNode(within) ? within : undefined;
    }
    if (written === undefined) return undefined;
  }
  return written;
}
