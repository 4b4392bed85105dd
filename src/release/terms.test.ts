import { expect, test } from 'vitest';
import type { AttestedSubject, VerdictStatement } from '../records/attestation.js';
import { trustFile, type TrustFile } from '../records/trust.js';
import { ofSomethingElse, wanting } from './terms.js';

type Predicate = VerdictStatement['predicate'];

const [artifact, other] = ['a'.repeat(64), 'b'.repeat(64)];
const [commit, otherCommit] = ['c'.repeat(40), 'd'.repeat(40)];
const at = '2026-11-20T12:00:00.000Z';
const now = '2026-11-20T12:30:00.000Z';
const digests = { plan: 'l', policy: 'f'.repeat(64), waivers: 'w', quarantine: 'q', config: 'c', evidence: 'e' };
const both: AttestedSubject[] = [
  { name: 'shop', digest: { sha256: artifact } },
  { name: 'shop: source', digest: { gitCommit: commit } },
];

function statement(predicate: Partial<Predicate> = {}, subject = both): VerdictStatement {
  return {
    ...{ _type: 'https://in-toto.io/Statement/v1', subject, predicateType: 'urn:gonogo:verdict:v1' },
    predicate: {
      ...{ schemaVersion: 1, gonogo: '0.1.0', runId: 'run-1', verdict: 'GO', exitCode: 0, profile: 'standard' },
      ...{ partial: false, identity: 'observed', environment: { name: 'staging', url: 'https://staging.example/' } },
      ...{ startedAt: at, finishedAt: at, judgedAt: at, waivers: 0, digests, ledger: null, files: {} },
      ...predicate,
    },
  };
}

function rules(change: Partial<TrustFile> = {}): TrustFile {
  const key = { keyId: artifact, publicKey: '-----BEGIN PUBLIC KEY-----' };
  const environment = { name: 'staging' };
  return { ...trustFile.parse({ version: 1, signers: [key], policies: [digests.policy], environment }), ...change };
}

const asked = { artifact, commit, author: undefined };
const elsewhere = { name: 'staging', url: 'https://staging.example/' };

test('a verdict about exactly this, from where and by what production believes, is nothing else', () => {
  expect(ofSomethingElse(statement(), asked, rules())).toBeUndefined();
  expect(ofSomethingElse(statement(), asked, rules({ environment: elsewhere }))).toBeUndefined();
  expect(ofSomethingElse(statement(), asked, rules({ policies: [other, digests.policy] }))).toBeUndefined();
});

test.each<[string, VerdictStatement, Partial<TrustFile>, string]>([
  [
    'another artifact',
    statement({}, [{ name: 'shop', digest: { sha256: other } }, both[1]!]),
    {},
    `the verdict is about another artifact: ${other} instead of ${artifact}`,
  ],
  [
    'no artifact',
    statement({}, both.slice(1)),
    {},
    `the verdict is about another artifact: none instead of ${artifact}`,
  ],
  [
    'a second artifact beside it',
    statement({}, [...both, { name: 'x', digest: { sha256: other } }]),
    {},
    `the verdict is about another artifact: ${artifact}, ${other} instead of ${artifact}`,
  ],
  [
    'another commit',
    statement({}, [both[0]!, { name: 'x', digest: { gitCommit: otherCommit } }]),
    {},
    `the verdict is about another commit: ${otherCommit} instead of ${commit}`,
  ],
  ['no commit', statement({}, both.slice(0, 1)), {}, `the verdict is about another commit: none instead of ${commit}`],
  [
    'a second commit beside it',
    statement({}, [...both, { name: 'x', digest: { gitCommit: otherCommit } }]),
    {},
    `the verdict is about another commit: ${commit}, ${otherCommit} instead of ${commit}`,
  ],
  [
    'another environment',
    statement({ environment: { name: 'laptop', url: elsewhere.url } }),
    { environment: elsewhere },
    'it was verified somewhere else: laptop at https://staging.example/ instead of staging',
  ],
  [
    'another address',
    statement({ environment: { name: 'staging', url: 'http://127.0.0.1/' } }),
    { environment: elsewhere },
    'it was verified somewhere else: staging at http://127.0.0.1/ instead of staging',
  ],
  [
    'another policy',
    statement(),
    { policies: [other] },
    `it was judged by a policy that the trust file does not accept: ${digests.policy}`,
  ],
])('a verdict about %s is about something else, and it is said which', (_, of, change, message) => {
  expect(ofSomethingElse(of, asked, rules(change))?.message).toBe(message);
});

const code = (predicate: Partial<Predicate>, change: Partial<TrustFile> = {}, moment = now) =>
  wanting(statement(predicate), rules(change), moment)?.code;

test.each<[string, Partial<Predicate>, string | undefined]>([
  ['a GO', {}, undefined],
  ['a verdict that awaits approval', { verdict: 'AWAITING-APPROVAL', exitCode: 5 }, undefined],
  ['a GO with another’s exit code', { exitCode: 5 }, 'not-go'],
  ['one that awaits approval with a GO’s exit code', { verdict: 'AWAITING-APPROVAL', exitCode: 0 }, 'not-go'],
  ['a NO-GO', { verdict: 'NO-GO', exitCode: 1 }, 'not-go'],
  ['a NO-GO with a GO’s exit code', { verdict: 'NO-GO', exitCode: 0 }, 'not-go'],
  ['an INCONCLUSIVE', { verdict: 'INCONCLUSIVE', exitCode: 3 }, 'not-go'],
  ['an INCONCLUSIVE with the exit code of awaiting', { verdict: 'INCONCLUSIVE', exitCode: 5 }, 'not-go'],
  ['a part of the plan, before all else', { partial: true, verdict: 'NO-GO', exitCode: 1 }, 'partial-run'],
])('%s: %s', (_, predicate, refused) => {
  expect(code(predicate)).toBe(refused);
});

test.each([
  ['observed', false, undefined],
  ['declared', false, 'declared-identity'],
  ['declared', true, undefined],
  ['none', false, 'declared-identity'],
  ['none', true, 'declared-identity'],
] as const)('identity %s, declared ones taken: %s', (identity, declaredIdentity, refused) => {
  expect(code({ identity }, { declaredIdentity })).toBe(refused);
});

test('the least profile is enough, less is not, and more is', () => {
  const ranked = ['smoke', 'standard', 'full'] as const;
  for (const [least, leastProfile] of ranked.entries())
    for (const [level, profile] of ranked.entries())
      expect(code({ profile }, { leastProfile }), `${profile} of ${leastProfile}`).toBe(
        level < least ? 'profile-too-low' : undefined,
      );
});

test.each(['startedAt', 'finishedAt', 'judgedAt'] as const)(
  '%s may be a minute ahead of this clock, no more',
  (field) => {
    expect(code({ [field]: '2026-11-20T12:31:00.000Z' })).toBeUndefined();
    expect(code({ [field]: '2026-11-20T12:31:00.001Z' })).toBe('from-the-future');
  },
);

test('a run may be as old as the trust file allows, counted from its start, and no millisecond older', () => {
  const later = { finishedAt: now, judgedAt: now };
  expect(code({ ...later, startedAt: '2026-11-20T11:00:00.000Z' }, { maxAgeHours: 1.5 })).toBeUndefined();
  expect(code({ ...later, startedAt: '2026-11-20T10:59:59.999Z' }, { maxAgeHours: 1.5 })).toBe('too-old');
});

test('as many waivers as the trust file allows, and no more', () => {
  expect([0, 1, 2].map((waivers) => code({ waivers }, { maxWaivers: 1 }))).toEqual([
    ...[undefined, undefined],
    'too-many-waivers',
  ]);
});

test.each<[Partial<Predicate>, string]>([
  [{ partial: true }, 'only a part of the plan was run: run run-1'],
  [{ verdict: 'NO-GO', exitCode: 1 }, 'the verdict is not GO: NO-GO of run run-1'],
  [{ identity: 'none' }, 'staging did not say itself which release it is: its identity is none'],
  [{ profile: 'smoke' }, 'less was checked than the trust file asks for: smoke instead of standard or more'],
  [
    { judgedAt: '2026-11-20T13:00:00.000Z' },
    `it claims a time that has not come yet: 2026-11-20T13:00:00.000Z, and it is ${now}`,
  ],
  [
    { startedAt: '2026-11-19T12:00:00.000Z' },
    'it is older than the trust file allows: begun at 2026-11-19T12:00:00.000Z, 24 hours are allowed',
  ],
  [{ waivers: 3 }, 'more was waived than the trust file allows: 3, 0 are allowed'],
])('what is wanting is said with what was found (%j)', (predicate, message) => {
  expect(wanting(statement(predicate), rules(), now)?.message).toBe(message);
});
