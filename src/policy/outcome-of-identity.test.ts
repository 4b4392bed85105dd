import { expect, test } from 'vitest';
import type { IdentityObservation, ReleaseIdentity } from '../records/release.js';
import { outcomeOfIdentity } from './outcome-of-identity.js';

const asked: ReleaseIdentity = {
  version: '2.4.0',
  commit: 'abcdef0123456789abcdef0123456789abcdef01',
  digest: `sha256:${'a'.repeat(64)}`,
};
const other: ReleaseIdentity = { ...asked, version: '2.3.9', commit: '99999990123456789abcdef0123456789abcdef0' };
type Result = IdentityObservation['result'];
const yes: Result = { kind: 'answered', identity: asked };
const no: Result = { kind: 'answered', identity: other };
const silent: Result = { kind: 'unreachable', message: 'connect ECONNREFUSED' };
const refused: Result = { kind: 'refused', status: 404, message: '/release.json answered 404' };

/** One look a second: before, during, after. */
function looks(before: Result[], during: Result[], after: Result[]): IdentityObservation[] {
  const all = [before.map(at('before')), during.map(at('during')), after.map(at('after'))].flat();
  return all.map((look, second) => ({ ...look, at: new Date(Date.UTC(2026, 10, 20, 12, 0, second)).toISOString() }));
}

function at(phase: IdentityObservation['phase']) {
  return (result: Result) => ({ phase, result });
}

function judged(observations: IdentityObservation[], release = '2.4.0') {
  const { outcome, reasonCode } = outcomeOfIdentity(observations, { release, origin: '--release' });
  return reasonCode === undefined ? outcome : `${outcome} ${reasonCode}`;
}

test.each<[string, IdentityObservation[], string]>([
  ['the release that was asked for, all along', looks([yes, yes], [yes], [yes]), 'passed'],
  ['another release, all along', looks([no], [no], [no]), 'mismatched wrong-release'],
  ['another release before, and nothing after', looks([no], [], []), 'mismatched wrong-release'],
  ['two replicas that differ', looks([yes, no], [yes, no], [yes]), 'mismatched mixed-replicas'],
  ['two replicas that differ before', looks([yes, no], [], []), 'mismatched mixed-replicas'],
  ['a deploy in the middle', looks([yes], [yes, no], [no]), 'mismatched subject-changed'],
  ['a deploy and its rollback', looks([yes], [no], [yes]), 'mismatched mixed-replicas'],
  ['a deploy to what was asked for', looks([no], [yes], [yes]), 'mismatched subject-changed'],
  [
    'the same version of another build',
    looks([yes], [{ kind: 'answered', identity: { ...asked, digest: 'sha256:b' } }], [yes]),
    'mismatched mixed-replicas',
  ],
  ['nobody there', looks([silent], [], []), 'missing staging-unreachable'],
  ['nobody who knows', looks([refused], [], []), 'missing no-identity'],
  ['no look at all', [], 'missing no-identity'],
  ['no look before', looks([], [yes], [yes]), 'missing no-identity'],
  ['no look during', looks([yes], [], [yes]), 'missing no-identity'],
  ['no look after', looks([yes], [yes], []), 'missing no-identity'],
  ['no answer during', looks([yes], [silent, silent], [yes]), 'missing staging-died'],
  ['a look under load without an answer', looks([yes], [yes, silent], [yes]), 'passed'],
  ['a replica that does not answer before', looks([yes, silent], [yes], [yes]), 'missing staging-unreachable'],
  ['a staging that died', looks([yes], [yes], [silent]), 'missing staging-died'],
])('%s', (_, observations, expected) => {
  expect(judged(observations)).toBe(expected);
  expect(judged(observations.toReversed())).toBe(expected);
});

test.each([
  ['2.4.0', 'passed'],
  ['abcdef0', 'passed'],
  ['ABCDEF0123456789abcdef0123456789abcdef01', 'passed'],
  [asked.digest ?? '', 'passed'],
  ['abcdef', 'mismatched wrong-release'],
  ['2.4', 'mismatched wrong-release'],
  ['', 'mismatched wrong-release'],
  ['bcdef01', 'mismatched wrong-release'],
])('asked for as "%s": %s', (release, expected) => {
  expect(judged(looks([yes], [yes], [yes]), release)).toBe(expected);
});

test.each<[string, ReleaseIdentity, string | undefined]>([
  ['this very build', asked, undefined],
  ['another commit', { ...asked, commit: other.commit }, 'subject-changed'],
  ['another version', { ...asked, version: '2.3.9' }, 'subject-changed'],
  ['a build that said no digest', { version: asked.version, commit: asked.commit }, 'subject-changed'],
])('what is kept of an earlier run was measured of %s', (_, kept, expected) => {
  const judgement = outcomeOfIdentity(looks([yes], [yes], [yes]), { release: '2.4.0', origin: '--release' }, kept);
  expect(judgement.reasonCode).toBe(expected);
});
