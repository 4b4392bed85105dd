import { randomBytes } from 'node:crypto';
import type { Answer, Site, Visit } from '../../records/site.js';
import type { AnswerRead } from './answer-facts.js';
import type { Asker } from './asker.js';
import { isFolderList, isLeak, isSourceMap, leaks } from './leaks.js';

// A site that reflects origins does so by a rule: more samples tell no more.
const mostOrigins = 12;
const mostFolders = 10;
const mostMaps = 20;

/** What an address that nobody made, and one that is malformed, are answered. */
export async function probeErrors(start: string, asker: Asker): Promise<Answer[]> {
  const madeUp = new URL(`/gonogo-${randomBytes(8).toString('hex')}`, start).href;
  const malformed = new URL('/%E0%A4%A', start).href;
  const answers = await Promise.all([madeUp, malformed].map((url) => asker.asVisitor(url)));
  return answers.flatMap((read) => read?.answer ?? []);
}

/** Files that are served and should not be: known names, folders of assets, source maps. */
export async function probeLeaks(
  start: string,
  visits: readonly Visit[],
  asker: Asker,
  madeUp: Answer | undefined,
): Promise<Site['leaks']> {
  const found: Site['leaks'] = [];
  const look = async (url: string, what: string, isFound: (read: AnswerRead) => boolean): Promise<void> => {
    const read = await asker.asVisitor(url);
    // A site that answers everything with one page has served no file.
    if (read?.answer.status !== 200 || read.answer.sha256 === madeUp?.sha256) return;
    if (isFound(read)) found.push({ url, what });
  };
  const folders = new Set(
    visits.flatMap(({ use, url, status }) => (use === 'load' && status === 200 ? new URL('.', url).href : [])),
  );
  const maps = new Set(visits.flatMap(({ sourceMap }) => sourceMap ?? []).filter((url) => sameOrigin(url, start)));
  const looks = [
    ...leaks.map((leak) => look(new URL(leak.path, start).href, leak.what, ({ text }) => isLeak(leak, text))),
    ...[...folders]
      .slice(0, mostFolders)
      .map((url) => look(url, 'the list of a folder', ({ text }) => isFolderList(text))),
    ...[...maps].slice(0, mostMaps).map((url) => look(url, 'sources (a source map)', ({ text }) => isSourceMap(text))),
  ];
  await Promise.all(looks);
  return found.toSorted((a, b) => (a.url < b.url ? -1 : 1));
}

/** Whether pages of another site may read what a visitor with credentials sees: one address of each template. */
export async function probeOrigins(visits: readonly Visit[], asker: Asker): Promise<Site['foreignOrigins']> {
  const byShape = new Map(
    visits.filter(({ status, use }) => status === 200 && use !== 'load').map((visit) => [visit.shape, visit.url]),
  );
  const origin = `https://gonogo-${randomBytes(4).toString('hex')}.example`;
  const found: Site['foreignOrigins'] = [];
  const asks = [...byShape.values()].slice(0, mostOrigins).map(async (url) => {
    const read = await asker.asVisitor(url, { origin });
    if (read === undefined) return;
    const { headers } = read.answer;
    const isAllowed =
      headers['access-control-allow-origin'] === origin && headers['access-control-allow-credentials'] === 'true';
    found.push({ url, origin, isAllowed });
  });
  await Promise.all(asks);
  return found.toSorted((a, b) => (a.url < b.url ? -1 : 1));
}

function sameOrigin(url: string, other: string): boolean {
  return new URL(url).origin === new URL(other).origin;
}
