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

const [spelled, otherwise] = [asked, other].map(({ version, commit, digest }) => `${version} (${commit}, ${digest})`);
const todo = 'Deploy it, wait for it (--wait-for-release 10m), or name the one that is meant (--release).';

test.each<[string, IdentityObservation[], message: string, actual: string | undefined]>([
  [
    'agreement',
    looks([yes, yes], [yes], [yes]),
    `Staging is ${spelled}: 4 looks before, during and after agree.`,
    spelled,
  ],
  [
    'another release',
    looks([no], [no], [no]),
    `Staging is ${otherwise}, and 2.4.0 (from --release) was asked for. ${todo}`,
    otherwise,
  ],
  [
    'replicas',
    looks([yes, no], [], []),
    `Staging's replicas answer as ${spelled} and ${otherwise}.`,
    `${spelled} and ${otherwise}`,
  ],
  [
    'a deploy',
    looks([yes], [no], [no]),
    `Staging changed during the run: ${spelled}, then ${otherwise}.`,
    `${spelled} and ${otherwise}`,
  ],
  ['nobody', looks([silent], [refused], []), 'Staging did not answer at any time: connect ECONNREFUSED', undefined],
  [
    'ignorance',
    looks([refused], [silent], []),
    'Staging did not say which release it is at any time: /release.json answered 404. Let it answer {"version": "…", "commit": "…"} there, or name another address: release: { path } in staging.config.ts.',
    undefined,
  ],
  ['no look at all', [], "Nobody looked at staging's release at any time.", undefined],
  ['no look before', looks([], [yes], [yes]), "Nobody looked at staging's release before the run.", spelled],
  ['no look during', looks([yes], [], [yes]), "Nobody looked at staging's release during the run.", spelled],
  ['no look after', looks([yes], [yes], []), "Nobody looked at staging's release after the run.", spelled],
  [
    'silence before',
    looks([yes, silent], [yes], [yes]),
    'Staging did not answer before the run: connect ECONNREFUSED',
    spelled,
  ],
  [
    'silence during',
    looks([yes], [silent, silent], [yes]),
    'Staging did not answer during the run: connect ECONNREFUSED',
    spelled,
  ],
  [
    'ignorance after',
    looks([yes], [yes], [yes, refused]),
    'Staging did not say which release it is after the run: /release.json answered 404. Let it answer {"version": "…", "commit": "…"} there, or name another address: release: { path } in staging.config.ts.',
    spelled,
  ],
])('%s is told in a sentence, with what was expected and found', (_, observations, message, actual) => {
  // In whatever order they are on record.
  for (const looked of [observations, observations.toReversed()]) {
    const judgement = outcomeOfIdentity(looked, { release: '2.4.0', origin: '--release' });
    expect(judgement).toMatchObject({ message, expected: '2.4.0 (from --release)' });
    expect(judgement.actual).toBe(actual);
  }
});

test('a kept measurement of another build is told by both names, and what to do', () => {
  const build: ReleaseIdentity = { version: '2.4.0', commit: 'abcdef0' };
  const now = looks([yes], [yes], [yes]);
  expect(outcomeOfIdentity(now, { release: '2.4.0', origin: 'CI' }, build)).toMatchObject({
    message: `Staging is ${spelled}, and what is kept was measured of 2.4.0 (abcdef0): start a whole run, without --resume.`,
    expected: '2.4.0 (from CI)',
  });
});

test('three releases one after the other are a change, and two that take turns are replicas', () => {
  const third: Result = { kind: 'answered', identity: { ...asked, version: '2.5.0' } };
  expect(judged(looks([yes], [no], [third]))).toBe('mismatched subject-changed');
  expect(judged(looks([yes], [no, third], [yes]))).toBe('mismatched mixed-replicas');
});
