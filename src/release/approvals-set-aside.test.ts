import { expect, test } from 'vitest';
import { approvalOf, approvalRefusal, weigh, type Approved } from './approvals.js';
import type { Bundle } from './bundle.js';
import { signed } from './dsse.js';
import { refuse } from './refusal.js';
import { newTestKey } from './signing-key.test-data.js';
import { readTrust } from './trust.js';

const at = '2026-11-20T12:00:00.000Z';
const now = '2026-11-20T12:30:00.000Z';
const expires = '2026-11-21T12:00:00.000Z';
const digests = { plan: 'a', policy: 'b', waivers: 'c', quarantine: 'd', config: 'e', evidence: 'f' };
const approved: Approved = {
  subject: [{ name: 'shop', digest: { sha256: 'a'.repeat(64) } }],
  predicate: { runId: 'run', judgedAt: at, digests },
};
const [manager, lawyer, signer, stranger] = [newTestKey(), newTestKey(), newTestKey(), newTestKey()];
const [byManager, byLawyer, byStranger] = [manager, lawyer, stranger].map((key) =>
  Buffer.from(signed(approvalOf(approved, { approvedAt: at, expires }), key)),
) as [Buffer, Buffer, Buffer];
const people = [
  { name: 'Anna', aliases: ['anna@example.org'], roles: ['manager'], keys: [manager.entry] },
  { name: 'Ben', roles: ['legal', 'guest'], keys: [lawyer.entry] },
];
const rest = { version: 1, signers: [signer.entry], policies: ['a'.repeat(64)], environment: { name: 'x' } };
const trust = readTrust(Buffer.from(JSON.stringify({ ...rest, people })), 'trust.json');
const asked = [{ role: 'manager', count: 1 }];

function weighed(given: readonly (Buffer | undefined)[], { of = approved, author = 'dora', moment = now } = {}) {
  const bundle: Bundle = {
    below: () => given.map((_, index) => String(index)),
    read: (file) => given[Number(file)],
    judgedAgain: () => expect.unreachable(),
  };
  return weigh(bundle, of, { trust, asked, author, now: moment });
}

function setAside(...words: Parameters<typeof weighed>): string[] {
  return weighed(...words).setAside.map(({ code, message }) => `${code}: ${message}`);
}

test('an approval that does not count says whose it is, and why', () => {
  const untrusted = 'approval-not-trusted: an approval cannot be believed';
  const other = Buffer.from(signed({ runId: 'x' }, manager));
  expect(setAside([byManager, byLawyer, byManager, other, byStranger])).toEqual([
    'role-not-held: somebody approved without holding the role: Ben is legal, guest',
    'same-person-twice: one person approved more than once: Anna',
    expect.stringMatching(`^${untrusted}: .`),
    expect.stringMatching(`^${untrusted}: it is signed with a key that the trust file does not name: `),
  ]);
  for (const author of [' ANNA', 'Anna@Example.org'])
    expect(setAside([byManager], { author })).toEqual(['self-approval: the author approved: Anna']);
  expect(setAside([byManager], { moment: expires })).toEqual([
    `approval-expired: an approval has run out: Anna approved until ${expires}`,
  ]);
  expect(setAside([byManager], { moment: '2026-11-20T11:00:00.000Z' })).toEqual([
    `${untrusted}: Anna approved at ${at}, which has not come yet`,
  ]);
  expect(setAside([byManager], { of: { ...approved, subject: [] } })).toEqual([
    'approval-of-something-else: an approval is of other evidence: Anna approved run run as it was then',
  ]);
});

test('an approval may be given a minute ahead of this clock', () => {
  expect(setAside([byManager], { moment: '2026-11-20T11:59:00.000Z' })).toEqual([]);
});

test('an approval that cannot be read is nobody’s', () => {
  expect(weighed([undefined])).toMatchObject({ missing: asked, setAside: [{ code: 'approval-not-trusted' }] });
});

test('enough approvals are no refusal; too few are one, by the first that does not count', () => {
  const missing = [{ role: 'manager', count: 1 }];
  const reason = refuse('self-approval', 'Anna');
  const lacking = { asked: [{ role: 'manager', count: 2 }], approvedBy: [], missing };
  expect(approvalRefusal({ ...lacking, missing: [], setAside: [reason] })).toBeUndefined();
  expect(approvalRefusal({ ...lacking, setAside: [reason] })).toBe(reason);
  expect(approvalRefusal({ ...lacking, setAside: [] })).toEqual(
    refuse('approvals-missing', '1 × manager (asked: 2 × manager)'),
  );
});

test('an approval is of a run as it was judged, until it ends', () => {
  expect(approvalOf(approved, { approvedAt: at, expires })).toEqual({
    ...{ _type: 'https://in-toto.io/Statement/v1', predicateType: 'urn:gonogo:approval:v1' },
    subject: approved.subject,
    predicate: { schemaVersion: 1, ...approved.predicate, approvedAt: at, expires },
  });
});
