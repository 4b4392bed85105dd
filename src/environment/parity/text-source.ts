import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ReasonCode } from '../../records/check.js';
import { SetupError } from '../../records/setup-error.js';
import { fetchTrouble } from '../fetch-trouble.js';
import type { ReadingPlace } from './reader.js';

/** Lockfiles and manifests of large projects have a few megabytes. */
const largestBytes = 20 * 1024 * 1024;

/**
 * The text of a file, or of an address by one GET that follows no redirect.
 * @throws SetupError when it is not there, too large, too slow, a redirect, a refusal or not UTF-8.
 */
export async function textOf(source: string, place: ReadingPlace): Promise<string> {
  const bytes = isAddress(source) ? await bytesOfAddress(source, place) : await bytesOfFile(source, place.projectDir);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw unreadable('unparsable', `${placeName(source)} is not UTF-8 text.`);
  }
}

/** Text that is JSON. @throws SetupError also when it is none: a login page, half a file. */
export async function jsonOf(source: string, place: ReadingPlace): Promise<unknown> {
  const text = await textOf(source, place);
  try {
    return JSON.parse(text) as unknown;
  } catch {
    const page = /^\s*<(!doctype|html)/i.test(text) ? 'a page, perhaps of a login,' : 'something else';
    throw unreadable('unparsable', `${placeName(source)} holds ${page} where JSON was expected, or only half of it.`);
  }
}

export function isAddress(source: string): boolean {
  return /^https?:\/\//i.test(source);
}

/** A source as it may be shown: without credentials, query and fragment. */
export function placeName(source: string): string {
  if (!/^[a-z][a-z0-9+]*:\/\//i.test(source)) return source;
  if (!URL.canParse(source)) return 'an address that cannot be read';
  const { protocol, host, pathname } = new URL(source);
  return `${protocol}//${host}${pathname}`;
}

export function unreadable(reasonCode: ReasonCode, message: string): SetupError {
  return new SetupError(message, reasonCode, 'environment');
}

async function bytesOfFile(source: string, projectDir: string): Promise<Uint8Array> {
  const file = path.resolve(projectDir, source);
  try {
    const found = await stat(file);
    if (!found.isFile()) throw unreadable('unparsable', `${source} is no plain file.`);
    if (found.size > largestBytes) throw tooLarge(source);
    return await readFile(file);
  } catch (error) {
    if (error instanceof SetupError) throw error;
    const why = (error as NodeJS.ErrnoException).code === 'ENOENT' ? 'is not there' : 'cannot be read';
    throw unreadable('no-evidence', `The file ${source} ${why}. Name another in parity.yaml, or make it.`);
  }
}

async function bytesOfAddress(source: string, place: ReadingPlace): Promise<Uint8Array> {
  const name = placeName(source);
  try {
    const answer = await answerOf(source, place);
    if (answer.status !== 200) {
      await answer.body?.cancel();
      throw unreadable('no-evidence', `${name} answers with status ${answer.status}${advice(answer.status)}.`);
    }
    return await bodyOf(answer, source);
  } catch (error) {
    throw asUnreadable(error, name, place.limitMs);
  }
}

/** The answer to one GET, redirect or not: credentials go to this address alone. */
export async function answerOf(source: string, { authorization, limitMs }: ReadingPlace): Promise<Response> {
  if (!URL.canParse(source) || new URL(source).username !== '')
    throw unreadable(
      'configuration',
      `${placeName(source)} must be an address without user and password: those belong into "authorization" in parity.yaml.`,
    );
  const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
  return fetch(source, { headers, redirect: 'manual', signal: AbortSignal.timeout(limitMs) });
}

/** What went wrong with a request, in words. */
export function asUnreadable(error: unknown, name: string, limitMs: number): SetupError {
  if (error instanceof SetupError) return error;
  if (error instanceof Error && error.name === 'TimeoutError')
    return unreadable('staging-unreachable', `${name} had not answered after ${limitMs} ms.`);
  return unreadable('staging-unreachable', `${name} cannot be reached: ${fetchTrouble(error)}.`);
}

function advice(status: number): string {
  if (status >= 300 && status < 400) return ', a redirect: name the address that it leads to in parity.yaml';
  if (status === 401 || status === 403) return ': give it an "authorization" in parity.yaml, or the right one';
  return '';
}

async function bodyOf(answer: Response, source: string): Promise<Uint8Array> {
  if (answer.body === null) return new Uint8Array();
  const parts: Uint8Array[] = [];
  let bytes = 0;
  // The body of a fetch can be iterated in Node; the DOM's types do not say so.
  for await (const part of answer.body as unknown as AsyncIterable<Uint8Array>) {
    bytes += part.byteLength;
    if (bytes > largestBytes) throw tooLarge(source);
    parts.push(part);
  }
  return Buffer.concat(parts);
}

function tooLarge(source: string): SetupError {
  return unreadable('unparsable', `${placeName(source)} has over ${largestBytes} bytes, the most that are read.`);
}
