/** The engine (and the reference staging) of a source checkout, compiled when their sources changed. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { takeLock } from './lock.mjs';
import { runStep, say } from './step.mjs';

const minutes = 60_000;
const ownPackage = resolve(dirname(fileURLToPath(import.meta.url)), '..');

/** @typedef {{ name: string, sources: string, output: string }} Part */

/**
 * Runs `tsc -b` for every part whose sources differ from those that were last compiled.
 * @param {{ packageDir?: string, logPath?: string, signal?: AbortSignal }} [place]
 * @throws {import('./step.mjs').SetupError} with the compiler's own errors
 */
export async function ensureBuilt({ packageDir = ownPackage, logPath, signal } = {}) {
  const parts = [{ name: 'engine', sources: join(packageDir, 'src'), output: join(packageDir, 'dist') }];
  const reference = join(packageDir, 'reference');
  if (existsSync(join(reference, 'tsconfig.json'))) {
    parts.push({ name: 'reference staging', sources: reference, output: join(reference, 'dist') });
  }
  if (parts.every((part) => isBuilt(packageDir, part))) return;
  const cache = join(packageDir, '.gonogo', 'cache');
  const lock = await takeLock(join(cache, 'bootstrap.lock'), { limitMs: 10 * minutes, say, signal });
  try {
    for (const part of parts.filter((each) => !isBuilt(packageDir, each))) {
      // Read before compiling: what is edited meanwhile counts as not yet compiled.
      const stamp = sourcesDigest(packageDir, part);
      // Without `--force` a lost output file stays lost as long as the build info says that it is up to date.
      const force = missingOutputs(part).length > 0 ? ['--force'] : [];
      await runStep({
        what: `compiling the ${part.name}`,
        command: [process.execPath, compiler(packageDir), '-b', part.sources, '--pretty', 'false', ...force],
        cwd: packageDir,
        logPath: logPath ?? join(cache, 'bootstrap.log'),
        limitMs: 5 * minutes,
        signal,
        onStart: lock.note,
      });
      removeOrphans(part);
      mkdirSync(cache, { recursive: true });
      writeFileSync(stampFile(packageDir, part), stamp);
    }
  } finally {
    lock.release();
  }
}

/** @param {string} packageDir */
function compiler(packageDir) {
  return join(packageDir, 'node_modules', 'typescript', 'bin', 'tsc');
}

/**
 * @param {string} packageDir
 * @param {Part} part
 */
function isBuilt(packageDir, part) {
  const stamp = stampFile(packageDir, part);
  if (!existsSync(stamp) || readFileSync(stamp, 'utf8') !== sourcesDigest(packageDir, part)) return false;
  return missingOutputs(part).length === 0;
}

/**
 * @param {string} packageDir
 * @param {Part} part
 */
function stampFile(packageDir, part) {
  return join(packageDir, '.gonogo', 'cache', `built-${part.name.replace(/ /g, '-')}`);
}

/**
 * Sources and the compiler's options, by when they were written and how long they are (to read them all would take each
 * start longer than anything else before it), and the lockfile (the compiler's version, and packages' types).
 * @param {string} packageDir
 * @param {Part} part
 */
function sourcesDigest(packageDir, part) {
  const digest = createHash('sha256').update(process.versions.node);
  for (const file of [...sourceFiles(part), 'tsconfig.json']) {
    const { mtimeMs, size } = statSync(join(part.sources, file));
    digest.update(`\0${file}\0${mtimeMs}\0${size}`);
  }
  return digest.update(readFileSync(join(packageDir, 'package-lock.json'))).digest('hex');
}

/** What the compiler is given: tests are not. @param {Part} part */
function sourceFiles(part) {
  return listFiles(part.sources).filter((file) => /(?<!\.d)\.ts$/.test(file) && !/\.test(-data)?\.ts$/.test(file));
}

/** @param {Part} part */
function missingOutputs(part) {
  return sourceFiles(part).filter((file) => !existsSync(join(part.output, file.replace(/\.ts$/, '.js'))));
}

/** Folders are registries: what a removed source once compiled to must not be found there. @param {Part} part */
function removeOrphans(part) {
  const sources = new Set(sourceFiles(part));
  for (const file of listFiles(part.output)) {
    const source = file.replace(/(\.d\.ts|\.js)(\.map)?$/, '.ts');
    if (source !== file && !sources.has(source)) rmSync(join(part.output, file));
  }
}

/** @param {string} folder @returns {string[]} */
function listFiles(folder) {
  if (!existsSync(folder)) return [];
  const skipped = new Set(['node_modules', 'dist', '.gonogo']);
  return readdirSync(folder, { withFileTypes: true })
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .flatMap((entry) => {
      if (!entry.isDirectory()) return [entry.name];
      return skipped.has(entry.name) ? [] : listFiles(join(folder, entry.name)).map((file) => `${entry.name}/${file}`);
    });
}
