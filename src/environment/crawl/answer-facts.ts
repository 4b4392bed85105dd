import { createHash } from 'node:crypto';
import type { Answer, Reference } from '../../records/site.js';
import type { RawAnswer } from './ask.js';
import { withoutValue } from './cookie-jar.js';
import { readPage, readStyleSheet } from './html-page.js';
import { addressOf } from './scope.js';
import { secretsIn } from './secrets.js';
import { tracesIn } from './traces.js';

/** What one answer says: facts for the record, and the addresses that it names. */
export interface AnswerRead {
  answer: Answer;
  references: Reference[];
  /** As it was decoded; of what is no text its first bytes, each as one character. */
  text: string;
}

const textual = /^(text\/|image\/svg)|\b(json|xml|javascript|ecmascript|yaml)\b/i;

/** Pure: makes facts of an answer. */
export function readAnswer(raw: RawAnswer): AnswerRead {
  const { url, status, trouble, body, isWhole } = raw;
  const headers = Object.fromEntries([...raw.headers].filter(([name]) => name !== 'set-cookie'));
  const answer: Answer = {
    url,
    ...(status === undefined ? {} : { status }),
    ...(trouble === undefined ? {} : { trouble }),
    headers,
    cookies: raw.headers.getSetCookie().map(withoutValue),
    bytes: body.byteLength,
    isWhole,
    traces: [],
    secrets: [],
  };
  const location = raw.headers.get('location');
  if (status !== undefined && status >= 300 && status < 400 && location !== null) {
    const leadsTo = addressOf(location, url);
    if (leadsTo !== undefined) answer.leadsTo = leadsTo;
  }
  if (status === undefined) return { answer, references: [], text: '' };
  answer.sha256 = createHash('sha256').update(body).digest('hex');
  const type = raw.headers.get('content-type') ?? '';
  if (type !== '' && !textual.test(type))
    return { answer, references: [], text: Buffer.from(body.subarray(0, 4096)).toString('latin1') };
  return readText(answer, body, type);
}

function readText(answer: Answer, body: Uint8Array, type: string): AnswerRead {
  const isPage = /^(text\/html|application\/xhtml\+xml)/i.test(type);
  const declared = /charset=\s*["']?([^\s"';]+)/i.exec(type)?.[1] ?? (isPage ? sniffed(body) : undefined);
  const { text, isReadable } = decoded(body, declared ?? 'utf-8', answer.isWhole);
  answer.isReadable = isReadable;
  answer.secrets = secretsIn(text);
  if (isPage) {
    const { text: shown, isWhole, ...page } = readPage(text, answer.url);
    answer.isWhole &&= isWhole;
    // An error page may show its trace as code; a page of documentation does, too.
    const isError = answer.status !== undefined && answer.status >= 400;
    answer.traces = tracesIn(isError ? `${text}\n${shown}` : shown);
    answer.page = page;
    return { answer, references: page.references, text };
  }
  const isStyle = /^text\/css/i.test(type);
  const isScript = /javascript|ecmascript/i.test(type);
  if (!isStyle && !isScript) answer.traces = tracesIn(text);
  const sourceMap = isStyle || isScript ? sourceMapOf(text, answer) : undefined;
  if (sourceMap !== undefined) answer.sourceMap = sourceMap;
  return { answer, references: isStyle ? readStyleSheet(text, answer.url) : [], text };
}

/** The encoding that a page's beginning names: what a browser looks at when the header says none. */
function sniffed(body: Uint8Array): string | undefined {
  const head = Buffer.from(body.subarray(0, 1024)).toString('latin1');
  return /<meta[^>]+charset=\s*["']?([^\s"'/>;]+)/i.exec(head)?.[1];
}

function decoded(body: Uint8Array, charset: string, isWhole: boolean): { text: string; isReadable: boolean } {
  // Old names of encodings that no browser knows either.
  if (!isKnown(charset)) return { text: new TextDecoder('utf-8').decode(body), isReadable: false };
  try {
    // What was cut off may end within a character.
    return { text: new TextDecoder(charset, { fatal: true }).decode(body, { stream: !isWhole }), isReadable: true };
  } catch {
    return { text: new TextDecoder(charset).decode(body), isReadable: false };
  }
}

function isKnown(charset: string): boolean {
  try {
    return new TextDecoder(charset).encoding !== '';
  } catch {
    return false;
  }
}

function sourceMapOf(text: string, { headers, url }: Answer): string | undefined {
  const [, named] = /[#@]\s*sourceMappingURL=([^\s'"*]+)/.exec(text.slice(-2000)) ?? [];
  const written = headers['sourcemap'] ?? headers['x-sourcemap'] ?? named;
  return written === undefined ? undefined : addressOf(written, url);
}
