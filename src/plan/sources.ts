import type { Profile } from '../records/check.js';
import type { LoadScript } from '../records/load-evidence.js';
import { inspectAutocannon } from '../tools/autocannon/inspect.js';
import { inspectK6 } from '../tools/k6/inspect.js';
import { listTests, type ListedTest } from '../tools/playwright/list.js';
import type { Toolbox } from '../tools/toolbox.js';
import { profileOfCapacity, scriptsOfCapacity, type Scalable } from './capacity.js';
import { discover, refuseUnlisted } from './discovery.js';
import { profileInPairs, type InPairs } from './in-pairs.js';
import type { Intent } from './intent.js';
import { profileUnderLoad, scriptsUnderLoad } from './under-load.js';

/** Everything that a project offers to be run, as its tools name it. */
export interface Found {
  tests: ListedTest[];
  scripts: LoadScript[];
  inPairs: InPairs | undefined;
  /** Those whose capacity is looked for. */
  scalable: Scalable[];
  /** Those beside which tests walk, as they run then. */
  besideWalks: LoadScript[];
}

/** What is run more than once, and as which profile. */
export function repeatedRuns(
  { policy, previous }: Pick<Intent, 'policy' | 'previous'>,
  options: { profile: Profile; aa?: true },
): { inPairs: Profile | undefined; capacity: string[]; underLoad: string[] } {
  return {
    inPairs: profileInPairs(options, previous !== undefined),
    capacity: scriptsOfCapacity(policy.policy, options),
    underLoad: scriptsUnderLoad(policy.policy, options),
  };
}

/**
 * Reads suites and load scripts without running any of them. `testsDir` is where suites are: the project's own folder,
 * or that of those which come with gonogo.
 * @throws UsageError for a file that is misnamed, does not load, or that nothing would run.
 */
export async function readSources(
  project: {
    projectDir: string;
    testsDir: string;
    profile: Profile;
    env: Record<string, string>;
    inPairs: Profile | undefined;
    /** Scripts whose capacity is looked for. */
    capacity: readonly string[];
    /** Scripts beside which tests walk. */
    underLoad: readonly string[];
  },
  { supervisor, k6 }: Pick<Toolbox, 'supervisor' | 'k6'>,
): Promise<Found> {
  const files = discover(project.projectDir);
  const hasTests = files.specs.length > 0 || project.testsDir !== project.projectDir;
  // Staging is not up yet: a script that opens its record whenever it is named could not be looked at.
  const withoutRecord = Object.fromEntries(Object.entries(project.env).filter(([name]) => name !== 'GONOGO_STAGING'));
  const scriptsOf = async (profile: Profile): Promise<LoadScript[]> => {
    const ofAutocannon = files.autocannon.map((script) =>
      inspectAutocannon({ ...project, profile, supervisor, script }),
    );
    if (files.k6.length === 0) return Promise.all(ofAutocannon);
    const { path: binary } = await k6();
    return Promise.all([...files.k6.map((script) => k6ScriptOf(script, profile, binary)), ...ofAutocannon]);
  };
  const k6ScriptOf = (script: string, profile: Profile, binary: string): Promise<LoadScript> =>
    inspectK6({ ...project, profile, env: withoutRecord, supervisor, binary, script });
  const besideWalk = async (script: string): Promise<LoadScript> => {
    const { path: binary } = await k6();
    return k6ScriptOf(script, profileUnderLoad, binary);
  };
  const scalableOf = async (script: string): Promise<Scalable> => {
    const { path: binary } = await k6();
    const under = (load: string): Promise<LoadScript> => {
      const env = { ...withoutRecord, GONOGO_LOAD: load };
      return inspectK6({ ...project, profile: profileOfCapacity, env, supervisor, binary, script });
    };
    const [own, doubled] = await Promise.all([under('1'), under('2')]);
    return { script: own, doubled: doubled.peakRate };
  };
  const [tests, scripts, inPairs, scalable, besideWalks] = await Promise.all([
    hasTests ? listTests(supervisor, { ...project, projectDir: project.testsDir }) : [],
    scriptsOf(project.profile),
    project.inPairs === undefined ? undefined : scriptsOf(project.inPairs),
    Promise.all(files.k6.filter((file) => project.capacity.includes(file)).map(scalableOf)),
    Promise.all(files.k6.filter((file) => project.underLoad.includes(file)).map(besideWalk)),
  ]);
  refuseUnlisted([...files.specs, ...files.setups], tests);
  const { inPairs: profile } = project;
  return { tests, scripts, inPairs: profile && inPairs && { profile, scripts: inPairs }, scalable, besideWalks };
}
