import type { APIRequestContext } from '@playwright/test';
import { SetupError } from '../../records/setup-error.js';

/** Somebody who asks: a request context with their cookies, which is also `context.request` of a browser context. */
export type Asker = Pick<APIRequestContext, 'get'>;

export interface Answer {
  status: number;
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>;
  body: string;
}

const usualLimitMs = 15_000;

/**
 * One GET that follows no redirect: where one leads is an answer too.
 * @param place the address as it may be shown.
 * @throws SetupError when there is no answer in time.
 */
export async function answerTo(asker: Asker, address: string, place: string, limitMs = usualLimitMs): Promise<Answer> {
  try {
    const answer = await asker.get(address, { maxRedirects: 0, failOnStatusCode: false, timeout: limitMs });
    return { status: answer.status(), headers: answer.headers(), body: await answer.text() };
  } catch (error) {
    // Behind its first line Playwright tells of the request, cookies and all.
    const [why = ''] = (error instanceof Error ? error.message : String(error)).split('\n');
    const said = why.replaceAll(address, place);
    throw new SetupError(`${place} gave no answer: ${said}`, 'staging-unreachable', 'environment');
  }
}

export function isGiven({ status }: Answer): boolean {
  return status >= 200 && status < 300;
}
