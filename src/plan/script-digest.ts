import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** `from './cart.ts'`, `import '../goods.ts'`, `require("./cart")`, `open('./people.csv')`: what lies beside, and no package. */
const beside = /\b(?:from|import|require|open)\s*\(?\s*(['"`])(\.{1,2}\/[^'"`\n]+)\1/g;

/**
 * sha256 of a load script as it is written, and of all files of the project that it names: modules, and what it opens. A
 * script that names none has the digest of its own text. A file that is named by an expression is not seen.
 * @param script its absolute path; it has to be there
 */
export function scriptDigest(script: string): string {
  const files = new Set<string>();
  const take = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    if (!/\.[cm]?[jt]s$/.test(file)) return;
    for (const [, , named] of readFileSync(file, 'utf8').matchAll(beside)) {
      const found = fileOf(path.resolve(path.dirname(file), named as string));
      if (found !== undefined) take(found);
    }
  };
  take(script);
  const digest = createHash('sha256');
  // In the order in which they are named: the same wherever the project lies.
  for (const file of files) digest.update(readFileSync(file));
  return digest.digest('hex');
}

/** TypeScript writes `.js` for what is `.ts`, and Node's require finds a name without its end. */
function fileOf(named: string): string | undefined {
  return [named, named.replace(/\.([cm]?)js$/, '.$1ts'), `${named}.js`, `${named}.ts`].find(
    (file) => existsSync(file) && path.extname(file) !== '',
  );
}
