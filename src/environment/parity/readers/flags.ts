import { flatFacts } from '../flat.js';
import type { Read } from '../reader.js';
import { jsonOf, placeName } from '../text-source.js';

/** Feature flags: a JSON object of names and values, in a file or at an address. */
export const readFlags: Read = async (source, place) =>
  flatFacts(await jsonOf(source, place), 'feature-flag', placeName(source));
