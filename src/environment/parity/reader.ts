import type { ConfiguredReader } from '../../records/parity.js';
import type { Fact } from '../../records/snapshot.js';

/** Which side is read: staging is tested, production is what it has to be like. */
export type Side = 'staging' | 'production';

/** What reading may use and how long it may take. */
export interface ReadingPlace {
  /** Where paths of files begin. */
  projectDir: string;
  /** Sent to addresses, but never to another host that one of them leads to. */
  authorization: string | undefined;
  /** HMACs of values are made with it. */
  hmacKey: string | undefined;
  /** Milliseconds for one source. */
  limitMs: number;
}

/**
 * Reads one source (a path, an address, a connection string) and changes nothing there.
 * @throws SetupError with the reason why it could not be read.
 */
export type Read = (source: string, place: ReadingPlace) => Promise<Fact[]>;

/** The sources of a reader on one side; undefined: none is configured. */
export function sourcesOf(reader: ConfiguredReader, side: Side): readonly string[] | undefined {
  const source = reader[side];
  return typeof source === 'string' ? [source] : source;
}

/** The most facts of one reader: beyond that something else is being read than was meant. */
export const mostFacts = 50_000;
