import { canonicalJson } from '../evidence/canonical-json.js';
import { approvalPredicateType, approvalStatement, type ApprovalStatement } from '../records/approval.js';
import type { VerdictStatement } from '../records/attestation.js';
import type { Person } from '../records/trust.js';
import { open } from './dsse.js';
import { refuse, type Refusal } from './refusal.js';
import { strictly } from './strict-json.js';
import { keyAmong, plainName, type Trust } from './trust.js';

/** What an approval is bound to: any change of it, and the approval is of something else. */
export type Approved = Pick<VerdictStatement, 'subject'> & {
  predicate: { runId: string; digests: { evidence: string; policy: string } };
};

export function approvalOf(
  { subject, predicate: { runId, digests } }: Approved,
  { approvedAt, expires }: { approvedAt: string; expires: string },
): ApprovalStatement {
  const { evidence, policy } = digests;
  return {
    _type: 'https://in-toto.io/Statement/v1',
    subject,
    predicateType: approvalPredicateType,
    predicate: { schemaVersion: 1, runId, evidence, policy, approvedAt, expires },
  };
}

/** What the approvals are weighed with. */
export interface Scales {
  trust: Trust;
  /** Who made the change, as the caller says. */
  author: string | undefined;
  /** ISO 8601 in UTC. */
  now: string;
}

/**
 * Have enough people approved this? An approval that does not count keeps nobody else's from counting; where too few
 * are left, the first that did not count is the reason.
 * @returns undefined when they have.
 */
export function approvalRefusal(envelopes: readonly Buffer[], approved: Approved, scales: Scales): Refusal | undefined {
  const asked = scales.trust.rules.approvals;
  if (asked.length === 0) return undefined;
  if (scales.author === undefined || plainName(scales.author) === '')
    return refuse('author-unknown', 'say it with --author, so that nobody approves their own change');
  const roles = new Set(asked.map(({ role }) => role));
  const people = new Map<string, Person>();
  const setAside: Refusal[] = [];
  for (const envelope of envelopes) {
    const person = approver(envelope, approved, scales, roles);
    if ('code' in person) setAside.push(person);
    else if (people.has(person.name)) setAside.push(refuse('same-person-twice', person.name));
    else people.set(person.name, person);
  }
  const seats = asked.flatMap(({ role, count }) => Array.from({ length: count }, () => role));
  const empty = seats.length - seated(seats, [...people.values()]);
  if (empty === 0) return undefined;
  const wanted = asked.map(({ role, count }) => `${count} × ${role}`).join(', ');
  return setAside[0] ?? refuse('approvals-missing', `${empty} of ${seats.length} (asked: ${wanted})`);
}

function approver(envelope: Buffer, approved: Approved, scales: Scales, roles: ReadonlySet<string>): Person | Refusal {
  const { trust, author = '', now } = scales;
  const opened = open(envelope, (keyId) => keyAmong(trust.approvers, trust, keyId, now));
  if ('code' in opened) return refuse('approval-not-trusted', opened.message);
  const statement = strictly(opened.payload, approvalStatement);
  if (!statement.success) return refuse('approval-not-trusted', statement.flaw);
  const { person } = opened.signer;
  const { predicate } = statement.data;
  if (canonicalJson(approvalOf(approved, predicate)) !== canonicalJson(statement.data))
    return refuse('approval-of-something-else', `${person.name} approved run ${predicate.runId} as it was then`);
  if (Date.parse(predicate.approvedAt) > Date.parse(now) + 60_000)
    return refuse('approval-not-trusted', `${person.name} approved at ${predicate.approvedAt}, which has not come yet`);
  if (Date.parse(predicate.expires) <= Date.parse(now))
    return refuse('approval-expired', `${person.name} approved until ${predicate.expires}`);
  if ([person.name, ...person.aliases].some((name) => plainName(name) === plainName(author)))
    return refuse('self-approval', person.name);
  if (!person.roles.some((role) => roles.has(role)))
    return refuse('role-not-held', `${person.name} is ${person.roles.join(', ')}`);
  return person;
}

/** How many seats can be filled when each person takes one: a matching, since who holds two roles may sit in either. */
function seated(seats: readonly string[], people: readonly Person[]): number {
  const sits = new Map<Person, number>();
  const finds = (seat: number, asked: Set<Person>): boolean =>
    people.some((person) => {
      if (asked.has(person) || !person.roles.includes(seats[seat] ?? '')) return false;
      asked.add(person);
      const other = sits.get(person);
      if (other !== undefined && !finds(other, asked)) return false;
      sits.set(person, seat);
      return true;
    });
  return seats.filter((_, seat) => finds(seat, new Set())).length;
}
