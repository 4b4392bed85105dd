import type { BrowserContext, ConsoleMessage, Page, Request, WebError } from '@playwright/test';
import type { Finding } from '../records/evidence.js';
import { blockedHost, blockedInWords } from './blocked-hosts.js';
import { pathOf } from './derived.js';

export interface ConsoleWatch {
  pages: number;
  findings: Finding[];
  stop(): void;
}

/**
 * Notes what goes wrong in any page of the context, popups and frames too: errors on the console, uncaught errors,
 * requests that failed. What matches one of `allowed` is expected (`/402/` where a card is to be declined).
 */
export function watchConsole(context: BrowserContext, allowed: readonly RegExp[]): ConsoleWatch {
  const watch: ConsoleWatch = { pages: 0, findings: [], stop };
  const note = (finding: Finding) => {
    const all = [finding.what, finding.where, finding.detail].join('\n');
    if (!allowed.some((pattern) => all.search(pattern) >= 0)) watch.findings.push(finding);
  };
  const onPage = (page: Page) => {
    page.on('framenavigated', (frame) => {
      if (frame === page.mainFrame() && frame.url().startsWith('http')) watch.pages += 1;
    });
  };
  const onConsole = (message: ConsoleMessage) => {
    if (message.type() === 'error')
      note({
        what: told(message.text(), message.location().url),
        where: placeOf(message.page()),
        detail: linkOf(message),
      });
  };
  const onError = (error: WebError) => note(uncaught(error));
  const onFailed = (request: Request) => {
    const reason = request.failure()?.errorText;
    // The page was left before the answer came: not a failure of anything.
    if (reason === 'net::ERR_ABORTED') return;
    note({
      what: told(`${request.method()} ${request.url()} failed`, request.url(), reason),
      where: pathOf(request.url()),
      detail: reason ?? 'no reason was given',
    });
  };
  context.pages().forEach(onPage);
  context.on('page', onPage).on('console', onConsole).on('weberror', onError).on('requestfailed', onFailed);
  function stop(): void {
    context.off('page', onPage).off('console', onConsole).off('weberror', onError).off('requestfailed', onFailed);
  }
  return watch;
}

/** With the run's own rule named, where that is why. */
function told(what: string, url: string, error = what): string {
  const host = blockedHost(url, error);
  return host === undefined ? what : `${what} (${blockedInWords([host])})`;
}

function uncaught(webError: WebError): Finding {
  const error = webError.error();
  return {
    what: `Uncaught: ${error.message}`,
    where: placeOf(webError.page()),
    ...(error.stack === undefined ? {} : { detail: error.stack }),
  };
}

function linkOf(message: ConsoleMessage): string {
  const { url, lineNumber } = message.location();
  return `${url}:${lineNumber + 1}`;
}

function placeOf(page: Page | null): string {
  return page === null ? 'a page that is gone' : pathOf(page.url());
}
