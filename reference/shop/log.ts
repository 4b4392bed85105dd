import { appendFileSync } from 'node:fs';
import { settings } from './settings.js';

type Level = 'info' | 'warn' | 'error';

/**
 * Writes a line of JSON into the log of all replicas; what is no mere news is told in the terminal as well.
 *
 * - `error`: somebody has to look. `warn`: it went wrong, and the shop helped itself.
 * - `about`: fields besides, such as `method`, `path` and `userAgent` of a request.
 */
export function log(level: Level, message: string, about: Record<string, unknown> = {}): void {
  const line = { time: new Date().toISOString(), level, message, replica: settings.replica, ...about };
  if (level !== 'info') console.error(`shop: ${message}`);
  appendFileSync(settings.logFile, `${JSON.stringify(line)}\n`);
}
