import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** The first executable of these names on PATH. @param {string[]} names @returns {string | undefined} */
function onPath(names) {
  for (const folder of (process.env['PATH'] ?? '').split(path.delimiter)) {
    for (const name of names) {
      const file = path.join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // Not here.
      }
    }
  }
  return undefined;
}

/**
 * Go as the engine finds it (PATH, else the pinned toolchain module). Throws with what to install where the race
 * detector can't work.
 *
 * @param {string} repository
 * @returns {Promise<{ path: string, env: Record<string, string> }>} the executable, and what its environment needs
 */
export async function findGo(repository) {
  if (onPath(['cc', 'gcc', 'clang']) === undefined) {
    throw new Error(
      'No C compiler on PATH, which `go test -race` needs: install one (apt-get install gcc, xcode-select --install).',
    );
  }
  const go = onPath(['go']);
  if (go !== undefined) return { path: go, env: {} };
  const { withToolbox } = await import(path.join(repository, 'dist', 'tools', 'toolbox.js'));
  const log = (/** @type {string} */ line) => console.log(`  ${line}`);
  const options = { config: {}, projectDir: repository, packageDir: repository, install: false, log };
  return withToolbox(options, (/** @type {import('../../dist/tools/toolbox.js').Toolbox} */ { go: find }) => find());
}
