import type { SideBySide } from '../records/load-measured.js';
import type { IdentityObservation, ReleaseIdentity } from '../records/release.js';
import { SetupError } from '../records/setup-error.js';
import type { Staging } from '../records/staging.js';
import { identityProbe } from '../stages/identity.js';
import type { House } from './house.js';
import type { Run } from './run.js';

type Answered = Pick<ReleaseIdentity, 'version' | 'commit'>;

/**
 * Which releases answer, by their own word where they have one.
 * @throws SetupError when one does not answer, its replicas differ, or both are the same: nothing would be compared. With
 * `--aa`, when they are not.
 */
export async function releasesAt(
  other: Staging,
  { config, staging, plan }: House,
  run: Run,
): Promise<{ releases: SideBySide['releases']; key: string }> {
  const isTwice = run.options.aa === true;
  if ('declared' in config.release)
    return {
      releases: { before: isTwice ? 'itself' : 'the one before', after: plan.requested.release },
      key: 'declared',
    };
  const [before, after] = await Promise.all(
    [other, staging].map(async (one) => {
      const looks = await identityProbe(config, one, run.userAgent).lookAround('during');
      return oneOf(looks, one.target);
    }),
  );
  if (before === undefined || after === undefined) throw new Error('two stagings were asked');
  const key = JSON.stringify([before, after]);
  const isSame = before.version === after.version && before.commit === after.commit;
  if (isSame !== isTwice) throw new SetupError(unfit(isTwice, other, before, after), 'configuration', 'environment');
  return { releases: { before: isTwice ? 'itself' : before.version, after: after.version }, key };
}

function unfit(isTwice: boolean, { target }: Staging, before: Answered, after: Answered): string {
  const answers = `answers as ${before.version} (${before.commit})`;
  return isTwice
    ? `What was started as the same release once more (${target}) ${answers}, and the one that is verified as ${after.version} (${after.commit}): noise is told by one release.`
    : `The release before (${target}) ${answers}, and so does the one that is verified: nothing would be compared.`;
}

function oneOf(looks: readonly IdentityObservation[], target: string): Answered {
  const said = looks.map(({ result }) => {
    if (result.kind !== 'answered')
      throw new SetupError(`${target}: ${result.message}`, 'staging-unreachable', 'environment');
    return { version: result.identity.version, commit: result.identity.commit };
  });
  const [first, ...others] = said;
  if (first === undefined)
    throw new SetupError(`${target} did not say which release it is.`, 'no-identity', 'environment');
  if (others.some(({ version, commit }) => version !== first.version || commit !== first.commit))
    throw new SetupError(`${target} answers as more than one release.`, 'mixed-replicas', 'environment');
  return first;
}
