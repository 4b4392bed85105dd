import type { Config } from '../records/config.js';
import type { LoadScript } from '../records/load-evidence.js';
import type { Gathering, Plan } from '../records/plan.js';
import { UsageError } from '../records/usage-error.js';
import type { K6 } from '../tools/k6/find.js';
import { mostRequestsOf } from './caps.js';

/** How many k6 processes a run of a k6 script is; undefined: one, as it is where nobody asks for more. */
export function segmentsAsked(segments: number | undefined): number | undefined {
  return segments === 1 ? undefined : segments;
}

/**
 * What several k6 leave is one run once it is merged, by the extension's own command.
 * @throws UsageError where k6 has no extension.
 */
export function refuseUnmergeable(segments: number | undefined, k6: K6 | undefined): void {
  if (segmentsAsked(segments) === undefined || k6 === undefined || k6.hasExtension) return;
  throw new UsageError(
    `--segments ${segments}: what several k6 leave is merged by gonogo's extension, and ${k6.path} is without it. Leave --segments out, or "k6" in staging.config.ts: gonogo then builds its own.`,
  );
}

/**
 * Holds `--segments` to what there is to be divided. k6 gives a process nothing at all to do where no scenario has a virtual
 * user and an iteration for it: what was asked for would not be what is measured with.
 * @param scripts as each of their runs has them: alone, in pairs, under more load.
 * @throws UsageError where there is no k6 script, or one that cannot be divided so often.
 */
export function refuseIndivisible(
  segments: number | undefined,
  {
    gatherings,
    scripts,
    caps,
  }: { gatherings: readonly Gathering[]; scripts: readonly LoadScript[]; caps: Config['caps'] },
): void {
  if (segments === undefined) return;
  const ofK6 = gatherings.filter(({ tool }) => tool === 'k6');
  if (ofK6.length === 0)
    throw new UsageError(
      `--segments ${segments} divides k6 scripts among so many processes, and none is planned. Leave it out.`,
    );
  for (const gathering of ofK6) {
    const [file = ''] = gathering.files;
    const most = Math.min(...scripts.filter((script) => script.file === file).map(mostSegmentsOf));
    if (most < segments)
      throw new UsageError(
        `${file} cannot be divided into ${segments} segments: no scenario of it has ${segments} virtual users and as many iterations, so some k6 would send nothing. Say --segments ${Math.max(1, most)} at most, or give it more virtual users.`,
      );
    if (mostRequestsOf(gathering, caps, gatherings) < segments)
      throw new UsageError(
        `caps.requests of staging.config.ts leaves ${file} too few requests for ${segments} segments. Raise the cap, or say fewer.`,
      );
  }
}

function mostSegmentsOf({ mostSegments, file }: LoadScript): number {
  if (mostSegments === undefined) throw new Error(`${file} is run by k6, and nobody knows how it can be divided`);
  return mostSegments;
}

/** What is not divided though the rest is: said before anything is sent. */
export function segmentNotes({ segments, gatherings }: Pick<Plan, 'segments' | 'gatherings'>): string[] {
  if (segments === undefined) return [];
  return gatherings
    .filter(({ tool }) => tool === 'autocannon')
    .map(
      ({ files }) => `${files.join(', ')}: autocannon sends it from one process; --segments divides k6 scripts only`,
    );
}
