import { createHmac } from 'node:crypto';
import type { Fact } from '../../records/snapshot.js';

const secretName =
  /pass(word|wd|phrase)?$|secret|token|credential|private|api_?key|access_?key|signing|encryption|_key$|^key$|dsn$|database_url|connection_string|salt|cookie_key|webhook/i;
const secretValue =
  /-----BEGIN [A-Z ]*PRIVATE KEY|\b(sk|rk|pk|whsec)_(live|test)_\w|\bgh[pousr]_\w{20}|\bAKIA[0-9A-Z]{16}\b|\beyJ[\w-]{8,}\.eyJ|:\/\/[^\s/:@]*:[^\s/@]+@/;

/** Whether something of this name holds a secret: `DB_PASSWORD`, `stripe.apiKey`. Rather one too many. */
export function isSecretName(name: string): boolean {
  const last = name.split(/[./]/).at(-1);
  return last !== undefined && secretName.test(last);
}

/** Stands for a value without telling it. The name goes in: two secrets of the same value are not told to be equal. */
export function hmacOf(name: string, value: string, key: string): string {
  return `hmac-sha256:${createHmac('sha256', key).update(`${name}\0${value}`).digest('hex')}`;
}

/** Tells whether two sides were given the same key. */
export function keyIdOf(key: string): string {
  return createHmac('sha256', key).update('gonogo parity key').digest('hex').slice(0, 16);
}

/**
 * A fact as it may be kept: what is called like a secret or looks like one is its HMAC, or, without a key, no more
 * than that it is there.
 */
export function withoutSecrets(fact: Fact, key: string | undefined): Fact {
  if (typeof fact.value !== 'string' || fact.value.startsWith('hmac-sha256:')) return fact;
  const isSecret = secretValue.test(fact.value) || (namesValues.has(fact.kind) && isSecretName(fact.subject));
  if (!isSecret) return fact;
  return { ...fact, value: key === undefined ? '(set; kept out)' : hmacOf(fact.subject, fact.value, key) };
}

/** Kinds whose subject names what the value is of: a column that is called "token" is text, not a token. */
const namesValues: ReadonlySet<Fact['kind']> = new Set(['fact', 'feature-flag', 'environment-variable', 'queue']);
