import { createRequire } from 'node:module';
import path from 'node:path';
import type * as Jiti from 'jiti';

/**
 * What loads a project's own TypeScript, such as `staging.config.ts`: at once when it is called, or with `import`. A
 * file is evaluated anew each time, and compiled once: `.gonogo/cache` knows it by its text.
 *
 * What such a file imports from `gonogo` is this very engine, which the process has already.
 */
export function projectModules(projectDir: string): Jiti.Jiti {
  // Both are loaded when they are needed: the workers of a run read this file's neighbours, and no config.
  const require = createRequire(import.meta.url);
  const { createJiti } = require('jiti') as typeof Jiti;
  return createJiti(import.meta.url, {
    fsCache: path.join(projectDir, '.gonogo', 'cache', 'jiti'),
    moduleCache: false,
    virtualModules: { gonogo: require('gonogo') as unknown },
  });
}
