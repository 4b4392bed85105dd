import type { Profile } from '../records/check.js';
import type { LoadScript } from '../records/load-evidence.js';
import { inspectAutocannon } from '../tools/autocannon/inspect.js';
import { inspectK6 } from '../tools/k6/inspect.js';
import { listTests, type ListedTest } from '../tools/playwright/list.js';
import { discover, refuseUnlisted } from './discovery.js';

/** Everything that a project offers to be run, as its tools name it. */
export interface Found {
  tests: ListedTest[];
  scripts: LoadScript[];
}

/**
 * Reads suites and load scripts without running any of them.
 * @throws UsageError for a file that is misnamed, does not load, or that nothing would run.
 */
export async function readSources(
  project: { projectDir: string; profile: Profile; env: Record<string, string> },
  k6: () => Promise<{ path: string }>,
): Promise<Found> {
  const files = discover(project.projectDir);
  const [tests, ofK6, ofAutocannon] = await Promise.all([
    files.specs.length === 0 ? [] : listTests(project),
    files.k6.length === 0
      ? []
      : k6().then(({ path }) => Promise.all(files.k6.map((script) => inspectK6({ ...project, binary: path, script })))),
    Promise.all(files.autocannon.map((script) => inspectAutocannon({ ...project, script }))),
  ]);
  refuseUnlisted([...files.specs, ...files.setups], tests);
  return { tests, scripts: [...ofK6, ...ofAutocannon] };
}
