import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a path answers; `hang` never does. */
export type Page = { status?: number; headers?: Record<string, string | string[]>; body?: string } | 'hang';

export interface WebServer {
  url: string;
  /** Every request: method, path and the `authorization` that came with it. */
  requests: { asked: string; authorization: string | undefined }[];
  stop(): Promise<void>;
}

/** A server on loopback with these pages. */
export async function startWebServer(pages: Record<string, Page>): Promise<WebServer> {
  const requests: WebServer['requests'] = [];
  const server = createServer(({ method, url = '/', headers }, response) => {
    requests.push({ asked: `${method} ${url}`, authorization: headers.authorization });
    answer(response, pages[url] ?? { status: 404 });
  });
  server.listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    stop: () => stop(server),
  };
}

function answer(response: ServerResponse, page: Page): void {
  if (page === 'hang') return;
  response.writeHead(page.status ?? 200, page.headers ?? {}).end(page.body ?? '');
}

async function stop(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((done) => server.close(done));
}
