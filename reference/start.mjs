// `npm run staging`: sees that packages and build are there, then starts the staging in this very process.
// The engine has already done both when it starts us. stdout stays clean: it carries one JSON line, the staging record.
import { existsSync } from 'node:fs';

const install = new URL('../bin/install.mjs', import.meta.url);
if (!process.env.GONOGO_RUN_ID && existsSync(install)) {
  const { ensureInstalled, ensureBuilt } = await import(install.href);
  try {
    await ensureInstalled();
    await ensureBuilt();
  } catch (error) {
    console.error(`staging: ${error instanceof Error ? error.message : String(error)}`);
    process.exit(3);
  }
}
await import('./dist/start.js');
