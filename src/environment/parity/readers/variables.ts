import { z } from 'zod';
import type { Fact } from '../../../records/snapshot.js';
import type { Read } from '../reader.js';
import { hmacOf } from '../secrecy.js';
import { placeName, textOf, unreadable } from '../text-source.js';

const object = z.record(z.string().min(1), z.union([z.string(), z.number(), z.boolean(), z.null()]));
const list = z.array(z.string().regex(/^[^=]+=/s));

/**
 * Environment variables by name: `NAME=value` lines as `env` prints them, a JSON object, or a JSON list of `NAME=value`
 * as `docker inspect` shows it. Values leave only as HMAC.
 */
export const readVariables: Read = async (source, place) => {
  const { hmacKey } = place;
  const where = placeName(source);
  if (hmacKey === undefined)
    throw unreadable(
      'configuration',
      `${where}: values of environment variables are compared as HMACs, and parity.yaml has no hmacKey.`,
    );
  const variables = variablesIn(await textOf(source, place), where);
  return [...variables].map(([name, value]): Fact => {
    return { kind: 'environment-variable', subject: name, value: hmacOf(name, value, hmacKey) };
  });
};

function variablesIn(text: string, where: string): Map<string, string> {
  if (!/^\s*[[{]/.test(text)) return variablesInLines(text, where);
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw unreadable('unparsable', `${where} begins like JSON and is none: half a file?`);
  }
  const asList = list.safeParse(parsed);
  if (asList.success) return new Map(asList.data.map((line) => split(line)));
  const asObject = object.safeParse(parsed);
  if (asObject.success) return new Map(Object.entries(asObject.data).map(([name, value]) => [name, String(value)]));
  throw unreadable('unparsable', `${where} is neither an object of names and values nor a list of "NAME=value".`);
}

function variablesInLines(text: string, where: string): Map<string, string> {
  const variables = new Map<string, string>();
  for (const [index, line] of text.split(/\r?\n/).entries()) {
    if (/^\s*(#|$)/.test(line)) continue;
    const [name, value] = split(line.replace(/^\s*export\s+/, ''));
    // The line itself may hold a secret: its number has to do.
    if (!/^\w[\w.-]*$/.test(name) || !line.includes('='))
      throw unreadable(
        'unparsable',
        `${where}, line ${index + 1}, is not NAME=value. A value of several lines belongs into JSON.`,
      );
    variables.set(name, unquoted(value));
  }
  return variables;
}

function split(line: string): [string, string] {
  const at = line.indexOf('=');
  return [line.slice(0, at).trim(), line.slice(at + 1)];
}

function unquoted(value: string): string {
  return /^\s*(["'])(.*)\1\s*$/s.exec(value)?.[2] ?? value.trim();
}
