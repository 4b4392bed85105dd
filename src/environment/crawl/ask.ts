import { fetchTrouble } from '../fetch-trouble.js';

/** One answer as it came: nothing has been made of it yet. */
export interface RawAnswer {
  url: string;
  /** Absent: nobody answered, or not in time. */
  status?: number;
  trouble?: string;
  headers: Headers;
  body: Uint8Array;
  /** False: there was more than is read. */
  isWhole: boolean;
}

/**
 * One GET, which follows no redirect and reads no more than `bytes`; it does not throw, since an address that does not
 * answer is what a crawl looks for.
 */
export async function ask(
  url: string,
  headers: Record<string, string>,
  limits: { bytes: number; answerMs: number },
): Promise<RawAnswer> {
  try {
    const answer = await fetch(url, {
      headers,
      redirect: 'manual',
      signal: AbortSignal.timeout(Math.max(1, Math.ceil(limits.answerMs))),
    });
    const { body, isWhole } = await bodyOf(answer, limits.bytes);
    return { url, status: answer.status, headers: answer.headers, body, isWhole };
  } catch (error) {
    return {
      url,
      trouble: inWords(error, limits.answerMs),
      headers: new Headers(),
      body: new Uint8Array(),
      isWhole: false,
    };
  }
}

async function bodyOf(answer: Response, bytes: number): Promise<{ body: Uint8Array; isWhole: boolean }> {
  if (answer.body === null) return { body: new Uint8Array(), isWhole: true };
  const parts: Uint8Array[] = [];
  let read = 0;
  // The body of a fetch can be iterated in Node; the DOM's types do not say so. Leaving the loop ends the connection.
  for await (const part of answer.body as unknown as AsyncIterable<Uint8Array>) {
    parts.push(read + part.byteLength > bytes ? part.subarray(0, bytes - read) : part);
    read += part.byteLength;
    if (read > bytes) return { body: Buffer.concat(parts), isWhole: false };
  }
  return { body: Buffer.concat(parts), isWhole: true };
}

function inWords(error: unknown, limitMs: number): string {
  if (error instanceof Error && error.name === 'TimeoutError')
    return `no whole answer within ${Math.round(limitMs)} ms`;
  return fetchTrouble(error);
}
