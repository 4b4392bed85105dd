import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '../records/setup-error.js';
import { download } from './download.js';
import { ask } from './supervisor/ask.js';
import type { Supervisor } from './supervisor/index.js';
import { unpackZip } from './zip.js';

export interface Go {
  /** Executable. */
  path: string;
  /** What its environment needs besides. */
  env: Record<string, string>;
}

export interface FindGo {
  supervisor: Pick<Supervisor, 'start'>;
  /** `.gonogo/cache`. */
  cacheDir: string;
  log: (line: string) => void;
}

/** The oldest minor version that `load/xk6/go.mod` builds with. */
const least = 26;
const pinned = 'go1.26.8';
/**
 * sha256 of the toolchain modules' archives, measured on downloads that Go's own checksum database had agreed to.
 * Only linux-amd64 has been run.
 */
const archives: Record<string, string> = {
  'linux-amd64': '30c2b1bf7dcc88d3eb0a1364e47ddd9128edb3110a30e8a0ef61cd5856b31de7',
  'linux-arm64': '02b36b6787b3ac767668f630e2998df45a3b1f9ffee08d1bf3ef6487cd658d99',
  'darwin-arm64': '0aad5fb52b88498885290178adc0bcfe429bc63012621af9f83282eb640bd9c7',
};

/**
 * A Go that builds k6: the one on PATH when it is new enough, else the pinned toolchain, which Go publishes as a module
 * and which is kept in `cacheDir`.
 *
 * @param archive another platform's archive or checksum, for tests
 * @throws SetupError when neither is to be had, with what to do
 */
export async function findGo(
  { supervisor, cacheDir, log }: FindGo,
  archive: { platform: string; sha256: string | undefined } = pinnedArchive(),
): Promise<Go> {
  const onPath = await versionOf(supervisor, 'go');
  if (onPath !== undefined && isRecent(onPath)) return { path: 'go', env: {} };
  const { platform, sha256 } = archive;
  const found = onPath === undefined ? 'there is no Go on PATH' : `Go on PATH is ${onPath}`;
  const advice = `Install Go 1.${least} or newer (https://go.dev/dl), or name a k6 in staging.config.ts.`;
  if (sha256 === undefined)
    throw new SetupError(`k6 cannot be built: ${found}, and none is pinned for ${platform}. ${advice}`);
  const root = join(cacheDir, `${pinned}.${platform}`);
  try {
    if (!existsSync(root)) await install({ root, platform, sha256, log });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new SetupError(`k6 cannot be built: ${found}, and ${pinned} cannot be had: ${why}. ${advice}`);
  }
  const path = join(root, 'bin', 'go');
  if ((await versionOf(supervisor, path)) === undefined)
    throw new SetupError(`${path} does not run. Remove ${root} and run again. ${advice}`);
  return { path, env: { GOROOT: root, GOTOOLCHAIN: 'local' } };
}

function pinnedArchive(): { platform: string; sha256: string | undefined } {
  const platform = `${process.platform}-${process.arch === 'x64' ? 'amd64' : process.arch}`;
  return { platform, sha256: archives[platform] };
}

async function install(wanted: {
  root: string;
  platform: string;
  sha256: string;
  log: (line: string) => void;
}): Promise<void> {
  const { root, platform, sha256, log } = wanted;
  const version = `v0.0.1-${pinned}.${platform}`;
  // Whole or not at all: a killed installation leaves only this folder behind, which nobody looks into.
  const draft = `${root}.${process.pid}.tmp`;
  mkdirSync(draft, { recursive: true });
  try {
    const zip = join(draft, 'archive.zip');
    const url = `${moduleProxy(process.env['GOPROXY'])}/golang.org/toolchain/@v/${version}.zip`;
    await download({ url, file: zip, sha256, what: `${pinned}, to build k6 with (about 70 MB, once)`, log });
    log(`unpacking ${pinned}`);
    unpackZip(readFileSync(zip), join(draft, 'go'), (name) =>
      placeInToolchain(name, `golang.org/toolchain@${version}/`),
    );
    renameSync(join(draft, 'go'), root);
  } catch (error) {
    // Somebody else may have been quicker.
    if (!existsSync(root)) throw error;
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
}

/** Where `go` itself would put a file of the archive: modules hold neither go.mod files of others nor executable bits. */
function placeInToolchain(name: string, prefix: string): { path: string; isExecutable: boolean } {
  if (!name.startsWith(prefix)) throw new Error(`the archive holds a stranger, ${name}`);
  const path = name.slice(prefix.length).replace(/(^|\/)_go\.mod$/, '$1go.mod');
  return { path, isExecutable: /^(bin|pkg\/tool)\//.test(path) };
}

/**
 * The first proxy of GOPROXY's list that is spoken to over HTTP.
 * @throws {Error} that says what to set
 */
export function moduleProxy(setting: string | undefined): string {
  const first = setting?.split(/[,|]/).find((entry) => /^https?:\/\//.test(entry.trim()));
  if (first === undefined) {
    throw new Error(
      'Go is not on this machine, and GOPROXY names no module proxy to fetch it from: install Go, or set GOPROXY',
    );
  }
  return first.trim().replace(/\/+$/, '');
}

async function versionOf(supervisor: FindGo['supervisor'], go: string): Promise<string | undefined> {
  const { code, stdout } = await ask(supervisor, {
    name: 'versions',
    command: [go, 'env', 'GOVERSION'],
    cwd: process.cwd(),
    env: { GOTOOLCHAIN: 'local' },
    limitMs: 20_000,
  });
  return code !== 0 || stdout.trim() === '' ? undefined : stdout.trim();
}

function isRecent(version: string): boolean {
  const [, major, minor] = /^go(\d+)\.(\d+)/.exec(version) ?? [];
  return Number(major) > 1 || (Number(major) === 1 && Number(minor) >= least);
}
