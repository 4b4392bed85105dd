import type { ConfiguredReader, Parity } from '../../records/parity.js';
import { SetupError } from '../../records/setup-error.js';
import { fact as factSchema, type Fact } from '../../records/snapshot.js';
import { filledIn, type Named } from './filled-in.js';
import { mostFacts, sourcesOf, type Side } from './reader.js';
import { readers } from './readers.js';
import { withoutSecrets } from './secrecy.js';
import { placeName, unreadable } from './text-source.js';

export interface SideRead {
  facts: Fact[];
  /** Where it was read, for people: no credentials. */
  where: string;
}

/** What reading a side needs to know besides parity.yaml. */
export interface Whereabouts extends Named {
  projectDir: string;
  /** The login wall of staging, for addresses on the target itself. */
  access?: { username: string; password: string };
  /** Milliseconds for each source. */
  limitMs?: number;
}

const usualLimitMs = 15_000;

/**
 * Reads what one reader is to read of a side. Whole or not at all: a source that cannot be read takes the others with it.
 * @throws SetupError
 */
export async function readSide(
  reader: ConfiguredReader,
  side: Side,
  { hmacKey }: Pick<Parity, 'hmacKey'>,
  whereabouts: Whereabouts,
): Promise<SideRead> {
  const templates = sourcesOf(reader, side);
  if (templates === undefined)
    throw unreadable(
      'configuration',
      `The reader ${reader.name} in parity.yaml does not say where ${side} is: add "${side}".`,
    );
  const { projectDir, limitMs = usualLimitMs } = whereabouts;
  const key = hmacKey === undefined ? undefined : filledIn(hmacKey, whereabouts);
  const read = readers[reader.kind];
  const facts: Fact[] = [];
  const places: string[] = [];
  for (const template of templates) {
    const source = filledIn(template, whereabouts);
    const authorization = authorizationFor(reader, side, source, whereabouts);
    const found = await read(source, { projectDir, authorization, hmacKey: key, limitMs });
    facts.push(...found.map((one) => withoutSecrets(one, key)));
    places.push(placeName(source));
  }
  return { facts: sound(facts, reader.name, places.join(', ')), where: places.join(', ') };
}

/** The configured header, or the wall's credentials where the address is on the target itself. */
function authorizationFor(
  { authorization }: ConfiguredReader,
  side: Side,
  source: string,
  whereabouts: Whereabouts,
): string | undefined {
  const configured = authorization[side];
  if (configured !== undefined) return filledIn(configured, whereabouts);
  const { access, staging } = whereabouts;
  if (side !== 'staging' || access === undefined || staging === undefined || !URL.canParse(source)) return undefined;
  if (new URL(source).origin !== new URL(staging.target).origin) return undefined;
  return `Basic ${Buffer.from(`${access.username}:${access.password}`).toString('base64')}`;
}

/** What a reader of ours, or an endpoint of theirs, says must be facts, each of them once. */
function sound(facts: readonly Fact[], name: string, where: string): Fact[] {
  if (facts.length > mostFacts)
    throw unreadable(
      'unparsable',
      `${where}: ${facts.length} facts or more, and ${mostFacts} are the most of the reader ${name}.`,
    );
  const seen = new Set<string>();
  for (const fact of facts) {
    const key = `${fact.kind} ${fact.subject}`;
    if (seen.has(key))
      throw unreadable('duplicate-evidence', `${where} tells of ${key} more than once: name each source once.`);
    if (!factSchema.safeParse(fact).success)
      throw new SetupError(
        `${where}: ${key.slice(0, 200)} has a name or a value that is too long to be compared.`,
        'unparsable',
        'environment',
      );
    seen.add(key);
  }
  return facts.toSorted((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
}

function keyOf({ kind, subject }: Fact): string {
  return `${kind} ${subject}`;
}
