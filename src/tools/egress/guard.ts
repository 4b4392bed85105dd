/**
 * Loaded into every Node process that runs suites or sends load (`node --import …/guard.js`, or by `gonogo/test`):
 * a connection to a host that is neither listed in `GONOGO_EGRESS` (a JSON array) nor loopback fails before its name
 * is asked for and before a byte is sent. Without the variable only loopback is reached.
 *
 * It guards against mistakes (a redirect, a forgotten production URL), not against malice: child processes and native
 * code are not seen. Everything in Node that opens a connection (fetch, http, https, HTTP/2, TLS, datagrams,
 * Playwright's request context, database drivers) goes through the two doors below.
 */
import dns from 'node:dns';
import { syncBuiltinESMExports } from 'node:module';
import net from 'node:net';
import { bare, isAllowedHost, isLoopback } from '../../records/hosts.js';
import { connectionTarget } from './connection-target.js';

const installed = Symbol.for('gonogo.egress-guard');
const registry = globalThis as { [installed]?: boolean };

if (registry[installed] !== true) {
  registry[installed] = true;
  guard(listedHosts(process.env['GONOGO_EGRESS']));
}

/** @throws {Error} when the variable is there and is no list of hosts */
function listedHosts(text: string | undefined): readonly string[] {
  if (text === undefined) return [];
  let listed: unknown;
  try {
    listed = JSON.parse(text);
  } catch {
    listed = undefined;
  }
  if (Array.isArray(listed) && listed.every((each) => typeof each === 'string')) return listed;
  throw new Error(`GONOGO_EGRESS must be a JSON array of host names; it is: ${text}`);
}

function guard(list: readonly string[]): void {
  /** Addresses that an allowed name led to: Playwright and others look up first and connect to what they got. */
  const resolved = new Set<string>();
  const mayReach = (host: string) => isLoopback(host) || isAllowedHost(host, list) || resolved.has(bare(host));
  const remember = (answer: unknown) => {
    for (const each of (Array.isArray(answer) ? answer : [answer]) as unknown[]) {
      const address = typeof each === 'object' && each !== null ? (each as { address?: unknown }).address : each;
      if (typeof address === 'string') resolved.add(bare(address));
    }
  };
  // A server that listens on every address asks for these two as well; connecting to them is refused below.
  const mayLookUp = (host: unknown) =>
    typeof host !== 'string' || host === '' || host === '0.0.0.0' || host === '::' || mayReach(host);

  const lookup = dns.lookup as (...given: unknown[]) => void;
  const guardedLookup = (host: unknown, ...rest: unknown[]) => {
    const last = rest.pop();
    // Node itself says what is wrong with it.
    if (typeof last !== 'function') return lookup(host, ...rest, last);
    const answer = last as (...found: unknown[]) => void;
    if (!mayLookUp(host)) return void process.nextTick(answer, refusal(String(host)));
    lookup(host, ...rest, (error: unknown, found: unknown, ...more: unknown[]) => {
      if (error === null && !isUnspecified(host)) remember(found);
      answer(error, found, ...more);
    });
  };
  const lookupLater = dns.promises.lookup as (...given: unknown[]) => Promise<unknown>;
  const guardedLookupLater = async (host: unknown, ...rest: unknown[]) => {
    if (!mayLookUp(host)) throw refusal(String(host));
    const found = await lookupLater(host, ...rest);
    if (!isUnspecified(host)) remember(found);
    return found;
  };
  // With its hidden properties: `util.promisify(dns.lookup)` answers differently without them.
  Object.assign(dns, { lookup: Object.defineProperties(guardedLookup, Object.getOwnPropertyDescriptors(lookup)) });
  Object.assign(dns.promises, { lookup: guardedLookupLater });

  const connect = net.Socket.prototype.connect as (...given: unknown[]) => net.Socket;
  net.Socket.prototype.connect = function (this: net.Socket, ...given: unknown[]) {
    const host = connectionTarget(given);
    if (host === undefined || mayReach(host)) return connect.apply(this, given);
    process.nextTick(() => this.destroy(refusal(host)));
    return this;
  };
  syncBuiltinESMExports();
}

function isUnspecified(host: unknown): boolean {
  return host === '0.0.0.0' || host === '::';
}

function refusal(host: string): Error {
  const message = `gonogo refused a connection to ${host}: it is not among the hosts of this run. If suites may reach it, list it in allowedHosts of staging.config.ts`;
  return Object.assign(new Error(message), { code: 'ERR_GONOGO_EGRESS', hostname: host });
}
