import { existsSync, readdirSync, type Dirent } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from '../records/usage-error.js';

/** The files that must run, by what their folder and suffix say; relative to the project, with forward slashes. */
export interface Discovered {
  specs: string[];
  /** Prepare something for specs (`suites/setup/sign-in.setup.ts`): they run, and are no checks of their own. */
  setups: string[];
  k6: string[];
  autocannon: string[];
}

const kebab = '[a-z0-9][a-z0-9-]*';
const suiteFolder = new RegExp(`^${kebab}$`);
const suiteFile = new RegExp(`^${kebab}\\.(spec|setup)\\.ts$`);
/** In `load/`: the k6 extension, and how it is run in a cluster. */
const ownFolders = ['xk6', 'k6-operator'];
const loadFile = new RegExp(`^${kebab}\\.(k6|autocannon)\\.ts$`);

/**
 * Looks into `suites/` and `load/`. The folder is the registry, so a file that does not say what it is stops the run:
 * misnamed must not mean not-run.
 * @throws UsageError naming the file.
 */
export function discover(projectDir: string): Discovered {
  const suites = entriesOf(join(projectDir, 'suites')).flatMap((entry) => suiteFiles(projectDir, entry));
  const load = entriesOf(join(projectDir, 'load')).flatMap(loadFiles);
  const ending = (files: string[], suffix: string) => files.filter((file) => file.endsWith(suffix));
  return {
    specs: ending(suites, '.spec.ts'),
    setups: ending(suites, '.setup.ts'),
    k6: ending(load, '.k6.ts'),
    autocannon: ending(load, '.autocannon.ts'),
  };
}

/**
 * A spec file that no Playwright project picks up would never run.
 * @throws UsageError naming the files of `discovered` that are not among `listed`.
 */
export function refuseUnlisted(discovered: readonly string[], listed: readonly { file: string }[]): void {
  const seen = new Set(listed.map(({ file }) => file));
  const lost = discovered.filter((file) => !seen.has(file));
  if (lost.length > 0) {
    throw new UsageError(
      `No Playwright project runs a test of ${lost.join(', ')}. Let a project's testMatch in playwright.config.ts find it, and no testIgnore take it out, or delete the file.`,
    );
  }
}

function suiteFiles(projectDir: string, entry: Dirent): string[] {
  const path = `suites/${entry.name}`;
  if (entry.name === 'tsconfig.json') return [];
  if (!entry.isDirectory())
    throw new UsageError(`${path}: a suite is a folder; move the file into one, such as suites/journeys/.`);
  if (!suiteFolder.test(entry.name))
    throw new UsageError(`${path}: name a suite in lower case with hyphens: check ids begin with it.`);
  return entriesOf(join(projectDir, path)).flatMap((inner) => {
    const file = `${path}/${inner.name}`;
    if (inner.isDirectory() && inner.name.endsWith('-snapshots')) return [];
    if (inner.isFile() && suiteFile.test(inner.name)) return [file];
    throw new UsageError(
      `${file}: suites hold only <name>.spec.ts and <name>.setup.ts, in lower case with hyphens. Shared code belongs into fixtures/.`,
    );
  });
}

function loadFiles(entry: Dirent): string[] {
  const file = `load/${entry.name}`;
  if (entry.isFile() && loadFile.test(entry.name)) return [file];
  // Data for scripts, a tsconfig.json: all but what looks like a script under a name that nothing runs.
  if (entry.isDirectory() ? ownFolders.includes(entry.name) : !/\.[cm]?[jt]sx?$/.test(entry.name)) return [];
  throw new UsageError(
    `${file}: load/ holds only <name>.k6.ts and <name>.autocannon.ts (and ${ownFolders.join('/, ')}/), in lower case with hyphens; plain JavaScript inside is fine. Shared code belongs into fixtures/.`,
  );
}

function entriesOf(folder: string): Dirent[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !name.startsWith('.'))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}
