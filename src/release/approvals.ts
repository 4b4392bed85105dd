import { canonicalJson } from '../evidence/canonical-json.js';
import { approvalPredicateType, approvalStatement, type ApprovalStatement } from '../records/approval.js';
import { statementType, type VerdictStatement } from '../records/attestation.js';
import { plainName } from '../records/plain-name.js';
import type { Person } from '../records/trust.js';
import { bundleFiles, type Bundle } from './bundle.js';
import { open } from './dsse.js';
import { refuse, type Refusal } from './refusal.js';
import { seating, seatsOf, type Seats } from './seats.js';
import { strictly } from './strict-json.js';
import { keyAmong, type Trust } from './trust.js';

/** What an approval is bound to: any change of it, and the approval is of something else. */
export type Approved = Pick<VerdictStatement, 'subject'> & {
  predicate: Pick<VerdictStatement['predicate'], 'runId' | 'judgedAt' | 'digests'>;
};

export function approvalOf(
  { subject, predicate: { runId, judgedAt, digests } }: Approved,
  { approvedAt, expires }: { approvedAt: string; expires: string },
): ApprovalStatement {
  return {
    _type: statementType,
    subject,
    predicateType: approvalPredicateType,
    predicate: { schemaVersion: 1, runId, judgedAt, digests, approvedAt, expires },
  };
}

/** What the approvals are weighed with. */
export interface Scales {
  trust: Trust;
  /** How many people must approve, and in which roles. */
  asked: Seats;
  /** Who made the change, as the caller says. */
  author: string;
  /** ISO 8601 in UTC. */
  now: string;
}

/** Whose approvals count, and what is missing still. */
export interface Weighed {
  asked: Seats;
  /** In the role that each was counted in. */
  approvedBy: { name: string; role: string }[];
  missing: Seats;
  /** Why approvals that are there do not count. */
  setAside: Refusal[];
}

/** Neither the policy nor the trust file asks for an approval. */
export const nobodyAsked: Weighed = { asked: [], approvedBy: [], missing: [], setAside: [] };

/** Weighs all approvals beside a run. One that does not count keeps nobody else's from counting. */
export function weigh(bundle: Bundle, approved: Approved, scales: Scales): Weighed {
  const { asked, trust } = scales;
  const people = new Set<Person>();
  const setAside: Refusal[] = [];
  for (const file of bundle.below(bundleFiles.approvals)) {
    // What cannot be read is nobody's approval.
    const person = approver(bundle.read(file) ?? Buffer.alloc(0), approved, scales);
    if ('code' in person) setAside.push(person);
    else if (people.has(person)) setAside.push(refuse('same-person-twice', person.name));
    else people.add(person);
  }
  const seats = seatsOf(asked);
  // In the trust file's order: that of the files is one of key ids, which says nothing to anybody.
  const present = trust.rules.people.filter((person) => people.has(person));
  const taken = seating(seats, present);
  return {
    asked,
    approvedBy: present.flatMap((person) => {
      const role = seats[taken.indexOf(person)];
      return role === undefined ? [] : [{ name: person.name, role }];
    }),
    missing: asked
      .map(({ role }) => ({
        role,
        count: seats.filter((one, seat) => one === role && taken[seat] === undefined).length,
      }))
      .filter(({ count }) => count > 0),
    setAside,
  };
}

/** Too few? The first approval that did not count is the reason, where there is one. */
export function approvalRefusal({ asked, missing, setAside }: Weighed): Refusal | undefined {
  if (missing.length === 0) return undefined;
  return setAside[0] ?? refuse('approvals-missing', `${seatsSaid(missing)} (asked: ${seatsSaid(asked)})`);
}

/** `2 × manager, 1 × security` */
export function seatsSaid(seats: Seats): string {
  return seats.map(({ role, count }) => `${count} × ${role}`).join(', ');
}

function approver(envelope: Buffer, approved: Approved, { trust, asked, author, now }: Scales): Person | Refusal {
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
  if (!asked.some(({ role }) => person.roles.includes(role)))
    return refuse('role-not-held', `${person.name} is ${person.roles.join(', ')}`);
  return person;
}
