import tls from 'node:tls';
import type { Fact } from '../../../records/snapshot.js';
import type { Read } from '../reader.js';
import { placeName, unreadable } from '../text-source.js';

/**
 * How an https address is secured: protocol, cipher, who issued its certificate, the kind of key, and whether this
 * machine trusts it. When it runs out is no matter of parity: every certificate is renewed on a day of its own.
 */
export const readTls: Read = async (source, { limitMs }) => {
  const name = placeName(source);
  if (!/^https:\/\//i.test(source) || !URL.canParse(source))
    throw unreadable('configuration', `${name} is no https address: it has no TLS to be read.`);
  const { hostname, port } = new URL(source);
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  return await new Promise<Fact[]>((resolve, reject) => {
    // Looked at, not trusted: nothing is sent, and what speaks against it is a fact.
    const socket = tls.connect({
      ...{ host, port: port === '' ? 443 : Number(port), rejectUnauthorized: false },
      ...(/^[\d.:]+$/.test(host) ? {} : { servername: host }),
    });
    const fail = (why: string): void => {
      clearTimeout(limit);
      socket.destroy();
      reject(unreadable('staging-unreachable', `${name} ${why}.`));
    };
    const limit = setTimeout(() => fail(`had not agreed on TLS after ${limitMs} ms`), limitMs);
    socket.once('error', (error: Error) => fail(`does not speak TLS: ${error.message}`));
    socket.once('secureConnect', () => {
      clearTimeout(limit);
      const facts = factsOf(socket);
      socket.destroy();
      resolve(facts);
    });
  });
};

function factsOf(socket: tls.TLSSocket): Fact[] {
  const { issuer, bits, asn1Curve } = socket.getPeerCertificate();
  const protocol = socket.getProtocol();
  const trusted = socket.authorized ? 'yes' : String(socket.authorizationError);
  return [
    ...(protocol === null ? [] : [fact('protocol', protocol)]),
    fact('cipher', socket.getCipher().standardName),
    fact('issuer', wordsOf(issuer)),
    fact('key', asn1Curve === undefined ? `RSA ${bits}` : `EC ${asn1Curve}`),
    fact('trusted', trusted),
  ];
}

function fact(subject: string, value: string): Fact {
  return { kind: 'tls', subject, value };
}

/** `issuer` is typed as if each field were there, once. */
function wordsOf(issuer: tls.Certificate): string {
  const fields = issuer as Partial<Record<keyof tls.Certificate, string | string[]>>;
  const named = [fields.O, fields.CN].flat().filter((word) => word !== undefined);
  return named.length === 0 ? '(nobody)' : named.join(', ');
}
