import path from 'node:path';
import { z } from 'zod';
import type { Fact } from '../../../records/snapshot.js';
import type { Read } from '../reader.js';
import { jsonOf, placeName, unreadable } from '../text-source.js';

interface Installed {
  name: string;
  version: string;
}

const installed = z.object({
  version: z.string().optional(),
  /** The package's own name, where it is installed under another. */
  name: z.string().optional(),
  dev: z.boolean().optional(),
  link: z.boolean().optional(),
});
const npmLock = z.object({ lockfileVersion: z.int().min(2), packages: z.record(z.string(), installed) });
const composerLock = z.object({ packages: z.array(z.object({ name: z.string().min(1), version: z.string() })) });

/**
 * The packages that a lockfile installs in production, one fact a name with all of its versions: npm's
 * `package-lock.json` or `npm-shrinkwrap.json` (from npm 7 on), Composer's `composer.lock`. What another tool locks can
 * be read as an SBOM.
 */
export const readLockfile: Read = async (source, place) => {
  const where = placeName(source);
  const format = formats.find(({ names }) => names.test(path.basename(where)));
  if (format === undefined)
    throw unreadable(
      'configuration',
      `${where}: a package-lock.json, npm-shrinkwrap.json or composer.lock can be read. For others write an SBOM, and read that.`,
    );
  return factsOf(format.packagesIn(await jsonOf(source, place), where), format.kind);
};

const formats: readonly {
  names: RegExp;
  kind: 'npm-package' | 'package';
  packagesIn: (lock: unknown, where: string) => Installed[];
}[] = [
  { names: /^(.*[.-])?(package-lock|npm-shrinkwrap)(\..*)?\.json$/, kind: 'npm-package', packagesIn: packagesOfNpm },
  { names: /^(.*[.-])?composer\.lock$/, kind: 'package', packagesIn: packagesOfComposer },
];

function packagesOfNpm(lock: unknown, where: string): Installed[] {
  const read = npmLock.safeParse(lock);
  if (!read.success)
    throw unreadable(
      'unparsable',
      `${where} is no lockfile of npm 7 or newer. Make a new one with "npm install --package-lock-only".`,
    );
  return Object.entries(read.data.packages).flatMap(([at, { version, name, dev, link }]) => {
    const [, folder] = /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)$/.exec(at) ?? [];
    // The project itself and its workspaces are what is released; development's packages never get there.
    if (folder === undefined || version === undefined || dev === true || link === true) return [];
    return [{ name: name === undefined ? folder : name, version }];
  });
}

function packagesOfComposer(lock: unknown, where: string): Installed[] {
  const read = composerLock.safeParse(lock);
  if (!read.success) throw unreadable('unparsable', `${where} is no lockfile of Composer.`);
  return read.data.packages;
}

/** One fact a name: where npm puts a second version is its own affair. */
function factsOf(packages: readonly Installed[], kind: 'npm-package' | 'package'): Fact[] {
  const versions = new Map<string, Set<string>>();
  for (const { name, version } of packages) {
    const known = versions.get(name);
    versions.set(name, known === undefined ? new Set([version]) : known.add(version));
  }
  return [...versions].map(([name, all]) => ({ kind, subject: name, value: [...all].toSorted().join(', ') }));
}
