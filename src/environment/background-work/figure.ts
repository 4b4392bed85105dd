import { setTimeout as pause } from 'node:timers/promises';
import { seriesIn } from '../../records/prometheus-text.js';
import { SetupError } from '../../records/setup-error.js';
import { fetchTrouble } from '../fetch-trouble.js';

/** Where a number stands that background work moves. */
export type FigureSource = {
  url: string;
  authorization?: string;
} & (
  | {
      /** A series of Prometheus' text format, `jobs_done_total` or `jobs_done_total{queue="mail"}`: of several, any. */
      metric: string;
    }
  | {
      /** A JSON pointer, RFC 6901: `/queues/mail/done`. A number, or a text such as the moment of the last run. */
      pointer: string;
    }
);

/** One of several replicas behind an address tells of itself alone: it is asked again for the others' figures. */
const mostAsks = 20;
/** Out of step with whoever else asks in turn. */
const pauseMs = 25;

/**
 * Reads a figure: what each series says that matches, or what the pointer points at.
 * @throws SetupError when the address gives no answer, or one without it.
 */
export async function figureOf(source: FigureSource, limitMs: number): Promise<Map<string, string>> {
  const { host, pathname } = new URL(source.url);
  const place = `${host}${pathname}`;
  for (let asks = 0; asks < mostAsks; asks += 1) {
    const text = await textOf(source, place, limitMs);
    const figure = 'metric' in source ? seriesIn(text, source.metric) : pointedAt(text, source.pointer, place);
    if (figure.size > 0) return figure;
    await pause(pauseMs);
  }
  const wanted = 'metric' in source ? source.metric : source.pointer;
  throw unread(`${place} has no ${wanted}, though it was asked ${mostAsks} times.`);
}

async function textOf({ url, authorization }: FigureSource, place: string, limitMs: number): Promise<string> {
  try {
    const headers: Record<string, string> = authorization === undefined ? {} : { authorization };
    const answer = await fetch(url, { headers, redirect: 'manual', signal: AbortSignal.timeout(limitMs) });
    if (answer.status === 200) return await answer.text();
    await answer.body?.cancel();
    throw unread(`${place} answers with status ${answer.status}.`);
  } catch (error) {
    if (error instanceof SetupError) throw error;
    throw unread(`${place} gave no answer: ${fetchTrouble(error)}.`);
  }
}

function pointedAt(text: string, pointer: string, place: string): Map<string, string> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw unread(`${place} answers with something that is no JSON: a login page?`);
  }
  for (const part of pointer.split('/').slice(1)) {
    const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return new Map();
    value = (value as Record<string, unknown>)[key];
  }
  const isFigure = typeof value === 'number' || (typeof value === 'string' && value !== '');
  return new Map(isFigure ? [[pointer, String(value)]] : []);
}

function unread(message: string): SetupError {
  return new SetupError(message, 'no-evidence', 'environment');
}
