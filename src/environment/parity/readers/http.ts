import { flatFacts } from '../flat.js';
import type { Read } from '../reader.js';
import { jsonOf, placeName } from '../text-source.js';

/** An endpoint (or a file) that says in JSON what it is: versions, limits, switches. */
export const readHttp: Read = async (source, place) =>
  flatFacts(await jsonOf(source, place), 'fact', placeName(source));
