import { SetupError } from '../../records/setup-error.js';
import type { Finding } from '../finding.js';
import { answerTo, isGiven, type Answer, type Asker } from './answer.js';
import { disguise, isIn, markersOf, shownAddress, type Marker } from './marker.js';
import { isToldApart, refuseWalled } from './parties.js';

export interface AccessAudit {
  /** What is asked for, as addresses of this site: others are refused. */
  site: string;
  /** Who was shown the addresses, and is signed in still. */
  owner: Asker;
  /** Somebody else who is signed in. */
  other: Asker;
  /** Somebody who is not signed in, and has passed staging's login wall. */
  nobody: Asker;
  /** One that every customer has, such as `/account`, among them: there it shows that the other one is signed in. */
  addresses: readonly string[];
  /** What the owner alone may be told, by what it is: `{ 'e-mail address': …, street: … }`. */
  markers: Readonly<Record<string, string>>;
  /** Milliseconds for each request. */
  limitMs?: number;
}

export interface AccessFound {
  findings: Finding[];
  /** How many addresses were asked for, and how many of them told the owner something of theirs. */
  asked: number;
  own: number;
}

/**
 * Asks for each address as its owner, then as somebody else and as nobody, with GET alone. A finding is what tells the
 * other two something of the owner's, and what is the owner's alone without `cache-control: no-store`. Pages that are the
 * same for all are none: they hold nothing of the owner's, or they say again what stands in the address itself.
 * @throws SetupError when an address is not the site's, or, where nothing was found, somebody got no proper answer, the
 *   owner saw nothing of theirs, or the other one was nowhere treated as somebody who is signed in.
 */
export async function auditAccess(audit: AccessAudit): Promise<AccessFound> {
  const markers = markersOf(audit.markers);
  const addresses = ownAddresses(audit);
  const found: AccessFound = { findings: [], asked: addresses.length, own: 0 };
  const troubles: SetupError[] = [];
  let isOtherKnown = false;
  for (const address of addresses) {
    try {
      const seen = await auditAddress({ address, place: shownAddress(address, markers), markers }, audit);
      found.own += seen.isOwn ? 1 : 0;
      found.findings.push(...seen.findings);
      isOtherKnown ||= seen.isOtherKnown;
    } catch (error) {
      // What is shown at one address is a finding, whatever could not be told of another.
      if (!(error instanceof SetupError)) throw error;
      troubles.push(error);
    }
  }
  if (found.findings.length > 0) return found;
  const [trouble] = troubles;
  if (trouble !== undefined) throw trouble;
  if (found.own === 0)
    throw unproven('told their owner anything of theirs: either they are signed in no more, or the markers are wrong');
  if (!isOtherKnown)
    throw unproven('told another customer from a stranger: sign them in, and ask for a page that every customer has');
  return found;
}

function unproven(what: string): SetupError {
  return new SetupError(`None of the addresses ${what}.`, 'zero-samples', 'harness');
}

interface Asked {
  address: string;
  /** The address as it may be shown. */
  place: string;
  markers: readonly Marker[];
}

interface Seen {
  isOwn: boolean;
  isOtherKnown: boolean;
  findings: Finding[];
}

async function auditAddress(asked: Asked, audit: AccessAudit): Promise<Seen> {
  const ask = async (asker: Asker, who: string): Promise<Answer> =>
    sound(await answerTo(asker, asked.address, asked.place, audit.limitMs), asked.place, who);
  // First: what a cache keeps of this answer is what the others would be given.
  const owner = await ask(audit.owner, 'its owner');
  const [other, nobody] = await Promise.all([
    ask(audit.other, 'another customer'),
    ask(audit.nobody, 'somebody who is not signed in'),
  ]);
  refuseWalled(owner, nobody, asked.place);
  const shown = [
    { who: 'another customer', asker: audit.other, answer: other },
    { who: 'somebody who is not signed in', asker: audit.nobody, answer: nobody },
  ];
  const findings: Finding[] = [];
  for (const { who, asker, answer } of shown) {
    const told = toldIn(answer, asked);
    if (told !== undefined) findings.push(shownTo(who, answer, told, asked));
    else if (
      isSame(answer, owner, asked) &&
      !(await isEcho(answer, asked, (address) => answerTo(asker, address, asked.place, audit.limitMs)))
    )
      findings.push(shownTo(who, answer, 'the very answer that the owner gets', asked));
  }
  return {
    isOwn: holdsAny(owner, asked.markers),
    isOtherKnown: isToldApart(other, nobody),
    findings: [...findings, ...kept(owner, nobody, asked)],
  };
}

/** What of the owner's stands in an answer and was not in the question. */
function toldIn(answer: Answer, { address, markers }: Asked): string | undefined {
  const text = `${answer.body}\n${answer.headers['location'] ?? ''}`;
  const told = markers.filter((marker) => isIn(text, marker) && !isIn(address, marker));
  return told.length === 0 ? undefined : `the owner's ${told.map(({ name }) => name).join(', ')}`;
}

function isSame(answer: Answer, owner: Answer, { markers }: Asked): boolean {
  return isGiven(answer) && isGiven(owner) && answer.body === owner.body && holdsAny(owner, markers);
}

/** A page that says the same of something made up, such as a search that finds nothing, tells nothing of the owner. */
async function isEcho(
  answer: Answer,
  { address, markers }: Asked,
  ask: (address: string) => Promise<Answer>,
): Promise<boolean> {
  const { disguised, undisguise } = disguise(address, markers);
  const control = await ask(disguised);
  return control.status === answer.status && undisguise(control.body) === answer.body;
}

function shownTo(who: string, { status }: Answer, told: string, { place }: Asked): Finding {
  return {
    what: `${place} is shown to ${who}`,
    expected: 'a refusal, or a page without anything of the owner',
    actual: `status ${status} with ${told}`,
    advice: 'Ask on the server whose it is before it is answered, and keep caches between from answering in its place.',
  };
}

/** What only the owner gets, or what tells of them, must not stay in a cache or behind the Back button of a shared computer. */
function kept(owner: Answer, nobody: Answer, { address, place, markers }: Asked): Finding[] {
  const isTheirs = !isGiven(nobody) || markers.some((marker) => isIn(owner.body, marker) && !isIn(address, marker));
  const control = owner.headers['cache-control'];
  if (!isGiven(owner) || !isTheirs || /\bno-store\b/i.test(control ?? '')) return [];
  return [
    {
      what: `${place} may be kept by caches`,
      expected: 'cache-control: no-store',
      actual: control === undefined ? 'an answer without cache-control' : `cache-control: ${control}`,
      advice: 'Send no-store with every answer to somebody who is signed in.',
    },
  ];
}

function holdsAny(answer: Answer, markers: readonly Marker[]): boolean {
  return isGiven(answer) && markers.some((marker) => isIn(answer.body, marker));
}

/** A server that is overloaded or broken has neither refused nor shown anything. */
function sound(answer: Answer, place: string, who: string): Answer {
  if (answer.status < 500 && answer.status !== 429) return answer;
  throw new SetupError(
    `${place} answered ${who} with status ${answer.status}: whether it is theirs to see cannot be told from that.`,
    'no-evidence',
    'environment',
  );
}

function ownAddresses({ site, addresses }: AccessAudit): string[] {
  const { origin } = new URL(site);
  const each = [...new Set(addresses.map((address) => new URL(address, site).href))];
  const strange = each.find((address) => new URL(address).origin !== origin);
  if (strange !== undefined)
    throw new SetupError(
      `${new URL(strange).origin} is not ${origin}: cookies of its customers are sent to the site alone. Leave it out of addresses.`,
      'configuration',
      'harness',
    );
  if (each.length > 0) return each;
  throw new SetupError('There are no addresses to ask for: let the owner walk first.', 'zero-samples', 'harness');
}
