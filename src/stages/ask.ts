import http from 'node:http';
import https from 'node:https';

/** What somebody answered to one question. */
export interface Answer {
  status: number;
  text: string;
  /** There was more, which nobody asked for. */
  isCut: boolean;
}

const usualBytes = 64 * 1024;

/**
 * One GET on a connection of its own, so that a load balancer is free to choose; a redirect is an answer like any
 * other and never followed. Not `fetch`, which refuses ports that a staging may well have.
 * @throws Error in words when there is no answer within `limitMs`.
 */
export function ask(
  url: string | URL,
  headers: Record<string, string>,
  limitMs: number,
  mostBytes = usualBytes,
): Promise<Answer> {
  const address = new URL(url);
  const { get } = address.protocol === 'https:' ? https : http;
  return new Promise((resolve, reject) => {
    const request = get(address, { headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes <= mostBytes) chunks.push(chunk);
        else response.destroy();
      });
      response.on('error', reject);
      response.on('close', () =>
        resolve({
          status: Number(response.statusCode),
          text: Buffer.concat(chunks).toString('utf8'),
          isCut: !response.complete,
        }),
      );
    });
    request.on('error', (error) => reject(inWords(error)));
    const limit = setTimeout(() => {
      reject(new Error(`no answer within ${limitMs / 1000} s`));
      request.destroy();
    }, limitMs);
    request.on('close', () => clearTimeout(limit));
  });
}

function inWords(error: Error): Error {
  // Several addresses were tried: the first says enough.
  return error instanceof AggregateError && error.errors[0] instanceof Error ? error.errors[0] : error;
}
