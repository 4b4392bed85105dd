import { randomBytes, timingSafeEqual } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Releases } from './releases.js';

/** Where the shop is told, from outside, to change its release: `POST <url>/deploy` with `authorization: Bearer <token>`. */
interface DeployHook {
  url: string;
  token: string;
}

/** One change at a time; the answer comes when it is done. */
export async function startDeployHook({ prepare, deploy, rollBack }: Omit<Releases, 'start'>): Promise<DeployHook> {
  const changes = new Map([
    ['/prepare', prepare],
    ['/deploy', deploy],
    ['/rollback', rollBack],
  ]);
  const token = randomBytes(16).toString('hex');
  const pass = Buffer.from(`Bearer ${token}`);
  let isBusy = false;

  const answerTo = async (method: string, path: string, shown: Buffer): Promise<[number, string]> => {
    if (shown.length !== pass.length || !timingSafeEqual(shown, pass)) return [401, 'Who are you?'];
    const change = changes.get(path);
    if (change === undefined || method !== 'POST') return [404, `POST one of ${[...changes.keys()].join(', ')}.`];
    if (isBusy) return [409, 'Another change is under way.'];
    isBusy = true;
    try {
      await change();
      return [200, 'Done.'];
    } catch (error) {
      console.error(`staging: ${path} failed:`, error);
      return [500, String(error)];
    } finally {
      isBusy = false;
    }
  };
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    void answerTo(method, url, Buffer.from(headers.authorization ?? '')).then(([status, said]) =>
      response.writeHead(status, { 'content-type': 'text/plain' }).end(`${said}\n`),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, token };
}
