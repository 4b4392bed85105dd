import { existsSync } from 'node:fs';
import path from 'node:path';

/**
 * The folders with a tsconfig.json of their own, of those that a checkout may have: an adopter's has no reference/.
 *
 * @param {string} repository @returns {{ present: string[], missing: string[] }}
 */
export function typeProjects(repository) {
  const isThere = (/** @type {string} */ folder) => existsSync(path.join(repository, folder, 'tsconfig.json'));
  const deletable = ['reference', 'load'];
  // The others are gonogo itself: without them tsc fails, and shall.
  const present = ['src', ...deletable.filter(isThere), 'bin', '.'];
  return { present, missing: deletable.filter((folder) => !isThere(folder)) };
}
