import tls from 'node:tls';
import type { TlsOfSite } from '../../records/site.js';

/**
 * How an https address is secured; undefined for another address. Looked at, not trusted: nothing is sent.
 * @returns undefined too when nobody answers: the crawl says so.
 */
export async function tlsOf(target: string, limitMs: number): Promise<TlsOfSite | undefined> {
  const { protocol, hostname, port } = new URL(target);
  if (protocol !== 'https:') return undefined;
  const host = hostname.replace(/^\[(.*)\]$/, '$1');
  const place = {
    host,
    port: port === '' ? 443 : Number(port),
    ...(/^[\d.:]+$/.test(host) ? {} : { servername: host }),
  };
  const facts = await agree(place, limitMs, (socket) => ({
    protocol: socket.getProtocol() ?? 'none',
    validTo: new Date(socket.getPeerCertificate().valid_to).toISOString(),
    ...(socket.authorized ? {} : { distrust: String(socket.authorizationError) }),
  }));
  if (facts === undefined) return undefined;
  // OpenSSL itself refuses what is this old unless it is told not to.
  const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT:@SECLEVEL=0' } as const;
  const agreed = await agree({ ...place, ...old }, limitMs, () => true);
  return { ...facts, takesOldProtocols: agreed === true };
}

function agree<T>(
  options: tls.ConnectionOptions,
  limitMs: number,
  look: (socket: tls.TLSSocket) => T,
): Promise<T | undefined> {
  return new Promise((resolve) => {
    const socket = tls.connect({ ...options, rejectUnauthorized: false });
    const end = (found: T | undefined): void => {
      clearTimeout(limit);
      socket.destroy();
      resolve(found);
    };
    const limit = setTimeout(() => end(undefined), limitMs);
    socket.once('error', () => end(undefined));
    socket.once('secureConnect', () => end(look(socket)));
  });
}
