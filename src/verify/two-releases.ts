import type { SideBySide } from '../records/evidence.js';
import type { IdentityObservation, ReleaseIdentity } from '../records/release.js';
import { SetupError } from '../records/setup-error.js';
import type { Staging } from '../records/staging.js';
import { identityProbe } from '../stages/identity.js';
import type { House } from './house.js';
import type { Run } from './run.js';

/**
 * Which releases answer, by their own word where they have one.
 * @throws SetupError when one does not answer, its replicas differ, or both are the same: nothing would be compared.
 */
export async function releasesAt(
  previous: Staging,
  { config, staging, plan }: House,
  run: Run,
): Promise<{ releases: SideBySide['releases']; key: string }> {
  if ('declared' in config.release)
    return { releases: { before: 'the one before', after: plan.requested.release }, key: 'declared' };
  const [before, after] = await Promise.all(
    [previous, staging].map(async (one) => {
      const looks = await identityProbe(config, one, run.userAgent).lookAround('during');
      return oneOf(looks, one.target);
    }),
  );
  if (before === undefined || after === undefined) throw new Error('two stagings were asked');
  const key = JSON.stringify([before, after]);
  if (before.version === after.version && before.commit === after.commit)
    throw new SetupError(
      `The release before (${previous.target}) answers as ${before.version} (${before.commit}), and so does the one that is verified: nothing would be compared.`,
      'configuration',
      'environment',
    );
  return { releases: { before: before.version, after: after.version }, key };
}

function oneOf(looks: readonly IdentityObservation[], target: string): Pick<ReleaseIdentity, 'version' | 'commit'> {
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
