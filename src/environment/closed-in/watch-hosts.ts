import type { Page, Request, Response, WebSocket } from '@playwright/test';

/** Somewhere that a page went to, or tried to. */
export interface Call {
  host: string;
  /** `script`, `document`, `websocket`, … */
  what: string;
  /** Path of the page that did it. */
  page: string;
}

export interface HostWatch {
  calls: readonly Call[];
  /** Where answers of the site redirected to, absolute, with the path that did. */
  redirects: readonly { url: string; page: string }[];
  /** Says whose calls the next ones are. */
  begin(page: string): void;
  stop(): void;
}

/** Notes whom a page calls, its frames and workers too. What the page's own security policy keeps from leaving was no call. */
export function watchHosts(page: Page): HostWatch {
  const calls = new Map<Request | WebSocket, Call>();
  const redirects: { url: string; page: string }[] = [];
  let current = '';
  const note = (of: Request | WebSocket, url: string, what: string): void => {
    if (/^(?:https?|wss?):/.test(url)) calls.set(of, { host: new URL(url).hostname, what, page: current });
  };
  const onRequest = (request: Request): void => note(request, request.url(), request.resourceType());
  const onFailed = (request: Request): void => {
    if (request.failure()?.errorText === 'csp') calls.delete(request);
  };
  const onResponse = (response: Response): void => {
    const location = response.status() >= 300 && response.status() < 400 ? response.headers()['location'] : undefined;
    if (location !== undefined && URL.canParse(location, response.url()))
      redirects.push({ url: new URL(location, response.url()).href, page: current });
  };
  const onWebSocket = (socket: WebSocket): void => note(socket, socket.url(), 'websocket');
  const context = page.context();
  context.on('request', onRequest).on('requestfailed', onFailed).on('response', onResponse);
  page.on('websocket', onWebSocket);
  return {
    get calls() {
      return [...calls.values()];
    },
    redirects,
    begin: (path) => void (current = path),
    stop: () => {
      context.off('request', onRequest).off('requestfailed', onFailed).off('response', onResponse);
      page.off('websocket', onWebSocket);
    },
  };
}
