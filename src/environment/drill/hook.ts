import http from 'node:http';
import https from 'node:https';
import type { Hook } from '../../records/rollback.js';
import { SetupError } from '../../records/setup-error.js';
import { seconds } from './judged.js';

/** How a command ended. */
interface CommandEnd {
  code: number | null;
  /** It was ended at its time limit. */
  isLate: boolean;
  /** The end of what it printed. */
  said: string;
}

/** What a hook needs of the world. */
export interface HookPlace {
  /** Fills in `${staging.…}` and `${env.NAME}`. @throws SetupError */
  fill(text: string): string;
  /** Runs a command to its end. Rejects when it cannot be started. */
  run(command: readonly string[], limitMs: number): Promise<CommandEnd>;
  /** Whether a call may go to this host. Absent: the process is guarded, as those are that run suites. */
  mayCall?(host: string): boolean;
}

/** How a hook ended; `flaw`: not well, and why. */
interface HookEnd {
  ms: number;
  flaw?: string;
}

/**
 * Runs a command or sends a call, and waits for its end.
 * @throws SetupError when it could not even begin: a command that is not there, an address where nobody answers, a login.
 */
export async function runHook(hook: Hook, name: string, place: HookPlace): Promise<HookEnd> {
  const begun = performance.now();
  const flaw = 'command' in hook ? await command(hook, name, place) : await call(hook, name, place);
  const ms = performance.now() - begun;
  return flaw === undefined ? { ms } : { ms, flaw };
}

async function command(hook: Extract<Hook, { command: unknown }>, name: string, place: HookPlace) {
  const words = hook.command.map((word) => place.fill(word));
  const { code, isLate, said } = await place.run(words, hook.withinS * 1000).catch((error: unknown) => {
    throw unusable(`${keyOf(name)}: ${words[0]} cannot be started: ${messageOf(error)}.`);
  });
  if (isLate) return lateAfter(hook);
  if (code === 0) return undefined;
  const [last = 'nothing'] = said.trimEnd().split('\n').slice(-1);
  return `${words[0]} ended with ${code ?? 'a signal'} and said last: ${last}`;
}

async function call(
  hook: Extract<Hook, { post: unknown }>,
  name: string,
  place: HookPlace,
): Promise<string | undefined> {
  const address = place.fill(hook.post);
  if (!URL.canParse(address) || !/^https?:$/.test(new URL(address).protocol) || new URL(address).username !== '')
    throw unusable(
      `${keyOf(name)}.post is no http address, or one with a password in it: that belongs into "headers".`,
    );
  const { hostname } = new URL(address);
  if (place.mayCall?.(hostname) === false)
    throw unusable(`${keyOf(name)}.post: ${hostname} is not a host of this project. List it in allowedHosts.`);
  const headers = Object.fromEntries(Object.entries(hook.headers).map(([key, value]) => [key, place.fill(value)]));
  const body = hook.body === undefined ? '' : place.fill(hook.body);
  const where = `${new URL(address).origin}${new URL(address).pathname}`;
  const answer = await post(address, headers, body, hook.withinS * 1000).catch((error: unknown) => {
    if (error instanceof Error && error.name === 'TimeoutError') return 'late' as const;
    throw unusable(`${keyOf(name)}: ${where} cannot be reached, or broke off: ${messageOf(error)}.`);
  });
  if (answer === 'late') return lateAfter(hook);
  const { status, said } = answer;
  if (status >= 200 && status < 300) return undefined;
  if (status >= 300 && status < 400)
    throw unusable(
      `${keyOf(name)}: ${where} answers ${status}, a redirect, and a call is not sent elsewhere. Name the address that it leads to.`,
    );
  if ([401, 403, 404, 405].includes(status))
    throw unusable(
      `${keyOf(name)}: ${where} answers ${status}: is the address right, and what it is sent in "headers"?`,
    );
  const [first = ''] = said.trim().split('\n', 1);
  return `${where} answered ${status}: ${first.slice(0, 200)}`;
}

const mostBytes = 64 * 1024;

/** One POST; a redirect is an answer like any other. Not `fetch`, which gives up a silent server after five minutes. */
function post(
  address: string,
  headers: Record<string, string>,
  body: string,
  limitMs: number,
): Promise<{ status: number; said: string }> {
  const { request } = address.startsWith('https:') ? https : http;
  return new Promise((resolve, reject) => {
    const signal = AbortSignal.timeout(limitMs);
    const length = { 'content-length': String(Buffer.byteLength(body)) };
    const asked = request(
      address,
      { method: 'POST', headers: { ...headers, ...length }, agent: false, signal },
      (answer) => {
        let said = '';
        answer.setEncoding('utf8');
        answer.on('data', (part: string) => (said = said.length < mostBytes ? said + part : said));
        answer.on('error', reject);
        answer.on('end', () => resolve({ status: Number(answer.statusCode), said }));
      },
    );
    asked.on('error', (error) => reject(signal.aborted ? (signal.reason as Error) : error));
    asked.end(body);
  });
}

function lateAfter({ withinS }: Hook): string {
  return `it had not ended after ${seconds(withinS * 1000)} (withinS)`;
}

function keyOf(name: string): string {
  return `staging.config.ts, rollback.${name}`;
}

function unusable(message: string): SetupError {
  return new SetupError(message, 'configuration');
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
