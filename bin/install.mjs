/** Packages of a source checkout: installed when they are not what the lockfile says, left alone when they are. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { takeLock } from './lock.mjs';
import { runStep, say } from './step.mjs';

export { ensureBuilt } from './build.mjs';
export { SetupError } from './step.mjs';

/** The checkout that this file belongs to. */
export const ownPackage = resolve(dirname(fileURLToPath(import.meta.url)), '..');

const minutes = 60_000;

/**
 * @typedef {{ packageDir?: string, logPath?: string, signal?: AbortSignal }} Place
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean, link?: boolean }} LockedPackage
 */

/**
 * True for a clone that builds itself; false for a package that npm installed, which comes built.
 * @param {string} packageDir
 */
export function isCheckout(packageDir) {
  const inside = packageDir.split(/[\\/]/).includes('node_modules');
  return !inside && existsSync(join(packageDir, 'src')) && existsSync(join(packageDir, 'package-lock.json'));
}

/**
 * Runs `npm ci` when node_modules is missing, unfinished, of another Node or platform, or not what the lockfile says.
 * @param {Place} [place]
 * @throws {SetupError} with npm's own reason
 */
export async function ensureInstalled({ packageDir = ownPackage, logPath, signal } = {}) {
  const cache = join(packageDir, '.gonogo', 'cache');
  const stamp = join(cache, 'installed.json');
  if (whyInstall(packageDir) === undefined) {
    // A developer's own `npm ci`: from here on, another Node is noticed.
    if (!existsSync(stamp)) writeStamp(stamp);
    return;
  }
  const lock = await takeLock(join(cache, 'bootstrap.lock'), { limitMs: 20 * minutes, say, signal });
  try {
    const why = whyInstall(packageDir);
    if (why === undefined) return;
    const unfinished = join(cache, 'installing');
    mkdirSync(cache, { recursive: true });
    writeFileSync(unfinished, '');
    await runStep({
      what: `installing packages (${why}; a minute or two the first time)`,
      command: [...npm(), 'ci', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--no-progress'],
      cwd: packageDir,
      logPath: logPath ?? join(cache, 'bootstrap.log'),
      limitMs: 15 * minutes,
      signal,
      onStart: lock.note,
    });
    writeStamp(stamp);
    rmSync(unfinished);
  } finally {
    lock.release();
  }
}

/** @param {string} file */
function writeStamp(file) {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, JSON.stringify(machine()));
}

/** The npm that runs us, if one does: another one on PATH may be of another version. */
function npm() {
  const cli = process.env['npm_execpath'];
  return cli !== undefined && basename(cli) === 'npm-cli.js' ? [process.execPath, cli] : ['npm'];
}

/** What compiled packages depend on besides the lockfile. */
function machine() {
  const [major, minor] = process.versions.node.split('.');
  return { node: `${major}.${minor}`, platform: `${process.platform}-${process.arch}` };
}

/**
 * Why the packages are not to be believed; undefined when they are.
 *
 * What npm left behind is compared package by package with the lockfile, not only a stamp with a stamp: a folder that
 * was removed, an `npm install` on another branch and a killed `npm ci` are all found out, and a developer's own
 * `npm ci` is taken as it is.
 * @param {string} packageDir
 * @returns {string | undefined}
 */
export function whyInstall(packageDir) {
  const cache = join(packageDir, '.gonogo', 'cache');
  if (!existsSync(join(packageDir, 'node_modules'))) return 'none yet';
  if (existsSync(join(cache, 'installing'))) return 'the last installation was cut short';
  const stamp = readJson(join(cache, 'installed.json'));
  const now = machine();
  if (stamp !== undefined && stamp.node !== now.node) return `they were installed for Node ${stamp.node}`;
  if (stamp !== undefined && stamp.platform !== now.platform) return `they were installed for ${stamp.platform}`;
  const wanted = readJson(join(packageDir, 'package-lock.json'))?.packages;
  const present = readJson(join(packageDir, 'node_modules', '.package-lock.json'))?.packages;
  const own = readJson(join(packageDir, 'package.json'));
  if (wanted === undefined || own === undefined) return 'the lockfile cannot be read';
  if (present === undefined) return 'the last installation was cut short';
  for (const kind of ['dependencies', 'devDependencies', 'optionalDependencies']) {
    if (!sameEntries(own[kind] ?? {}, wanted['']?.[kind] ?? {})) return 'package.json has changed';
  }
  const stale = Object.keys(wanted).find(
    (at) => at.startsWith('node_modules/') && !isThere(packageDir, at, wanted[at], present[at]),
  );
  return stale === undefined ? undefined : `${stale.slice('node_modules/'.length)} is not what the lockfile says`;
}

/**
 * @param {string} packageDir
 * @param {string} at
 * @param {LockedPackage} wanted
 * @param {LockedPackage | undefined} present
 */
function isThere(packageDir, at, wanted, present) {
  // Optional packages of other platforms are in the lockfile only.
  if (present === undefined) return wanted.optional === true || wanted.devOptional === true;
  if (present.version !== wanted.version || present.integrity !== wanted.integrity) return false;
  return existsSync(join(packageDir, at, 'package.json'));
}

/**
 * @param {Record<string, string>} some
 * @param {Record<string, string>} others
 */
function sameEntries(some, others) {
  const names = new Set([...Object.keys(some), ...Object.keys(others)]);
  return [...names].every((name) => some[name] === others[name]);
}

/** @param {string} file */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
