import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What a release is told apart by; every replica answers with it on `/release.json`. */
export interface Release {
  version: string;
  commit: string;
  digest: string;
  /** The last migration that this release has run, by its number. */
  schema: number;
}

/** `--release` takes these names. The candidate adds delivery estimates: a column and a line on the product page. */
const releases: Record<string, { version: string; schema: number }> = {
  candidate: { version: '2.0.0', schema: 3 },
  previous: { version: '1.9.0', schema: 2 },
};

/** The release by name, with the commit of this checkout and a digest of what would be shipped. */
export function releaseNamed(name: string): Release {
  const release = releases[name];
  if (!release) throw new Error(`no release is called "${name}": use one of ${Object.keys(releases).join(', ')}`);
  return { ...release, commit: commit(), digest: digest(release.version) };
}

function commit(): string {
  const given = process.env['RELEASE_COMMIT'];
  if (given) return given;
  try {
    const cwd = fileURLToPath(new URL('..', import.meta.url));
    return execFileSync('git', ['rev-parse', 'HEAD'], {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }).trim();
  } catch {
    return 'unversioned';
  }
}

/** sha256 over the shop as compiled, its assets and its migrations; both releases are built from the same files. */
function digest(version: string): string {
  const hash = createHash('sha256').update(version);
  for (const folder of ['./shop/', '../shop/assets/', '../migrations/']) {
    const url = new URL(folder, import.meta.url);
    for (const entry of readdirSync(url, { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
      if (entry.isFile()) hash.update(entry.name).update(readFileSync(new URL(entry.name, url)));
    }
  }
  return `sha256:${hash.digest('hex')}`;
}
