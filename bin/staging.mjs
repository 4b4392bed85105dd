// `npm run staging`: the reference staging alone, in this very process. A project that deleted it is told so.
import { existsSync } from 'node:fs';

const reference = new URL('../reference/start.mjs', import.meta.url);
if (existsSync(reference)) await import(reference.href);
else {
  console.error(
    'staging: there is no reference/ here, so there is no staging to start: yours is the one that staging.config.ts names (`npm run verify:staging`).',
  );
  process.exitCode = 2;
}
