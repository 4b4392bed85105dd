import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';

const limitMs = 15 * 60_000;

interface Download {
  url: string;
  file: string;
  /** What the bytes must be: anything else is an error. */
  sha256: string;
  /** For progress: `go1.26.8 (about 70 MB)`. */
  what: string;
  log: (line: string) => void;
}

/**
 * Downloads a file whose checksum is known, saying every ten seconds how far it is.
 * @throws {Error} that names the host and never credentials
 */
export async function download({ url, file, sha256, what, log }: Download): Promise<void> {
  const { address, headers } = withoutCredentials(url);
  log(`downloading ${what}`);
  const digest = createHash('sha256');
  let received = 0;
  const heartbeat = setInterval(() => log(`downloading ${what}: ${Math.round(received / 1e6)} MB so far`), 10_000);
  try {
    const response = await fetch(address, { headers, signal: AbortSignal.timeout(limitMs) });
    const { body } = response;
    if (!response.ok || body === null) throw new Error(`it answered ${response.status}`);
    await pipeline(async function* () {
      // Read by hand: the two declarations of a web stream, the DOM's and Node's, do not fit each other.
      const reader = body.getReader();
      for (;;) {
        const { done, value: chunk } = await reader.read();
        if (done) return;
        received += chunk.length;
        digest.update(chunk);
        yield chunk;
      }
    }, createWriteStream(file));
  } catch (error) {
    throw new Error(`${address.origin}: ${reasonOf(error)} (${address.pathname})`);
  } finally {
    clearInterval(heartbeat);
  }
  const actual = digest.digest('hex');
  if (actual !== sha256)
    throw new Error(`${address.href} is not what it should be: sha256 ${actual}, expected ${sha256}`);
}

/** `fetch` takes no user and password in an address; a company's proxy may need them. */
function withoutCredentials(url: string): { address: URL; headers: Record<string, string> } {
  const address = new URL(url);
  const { username, password } = address;
  address.username = '';
  address.password = '';
  if (username === '' && password === '') return { address, headers: {} };
  const basic = Buffer.from(`${decodeURIComponent(username)}:${decodeURIComponent(password)}`).toString('base64');
  return { address, headers: { authorization: `Basic ${basic}` } };
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.cause instanceof Error ? `${error.message}: ${error.cause.message}` : error.message;
}
