import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** This package's version, from its own package.json. */
export const version = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))).version;
