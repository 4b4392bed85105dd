import { SetupError } from '../../records/setup-error.js';
import { isGiven, type Answer } from './answer.js';

/**
 * Refused by staging's login wall, somebody is refused everywhere, whatever the site would have shown them.
 * @throws SetupError
 */
export function refuseWalled(owner: Answer, nobody: Answer, place: string): void {
  const isWalled = nobody.status === 401 && /^basic/i.test(nobody.headers['www-authenticate'] ?? '');
  if (!isGiven(owner) || !isWalled) return;
  throw new SetupError(
    `${place} refused somebody who is not signed in by the login wall: that says nothing of the site. Give nobody's context the wall's httpCredentials.`,
    'configuration',
    'harness',
  );
}

/** Does the site treat somebody who should be signed in otherwise than somebody who is not? Words on pages do not count. */
export function isToldApart(other: Answer, nobody: Answer): boolean {
  return other.status !== nobody.status || leadsTo(other) !== leadsTo(nobody);
}

/** Without the query: that of a sign-in has a new state each time. */
function leadsTo({ headers }: Answer): string | undefined {
  return headers['location']?.replace(/[?#].*$/s, '');
}
