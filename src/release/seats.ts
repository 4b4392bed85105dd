import type { Policy } from '../records/policy.js';
import type { Person } from '../records/trust.js';

/** So many people in each role. */
export type Seats = Policy['approvals'];

/** What several ask for together: in each role the most that one of them asks for. Nobody's demand lowers another's. */
export function askedTogether(...lists: readonly Seats[]): Seats {
  const roles = new Set(lists.flat().map(({ role }) => role));
  const inRole = (list: Seats, role: string): number =>
    list.filter((one) => one.role === role).reduce((sum, { count }) => sum + count, 0);
  return [...roles].map((role) => ({ role, count: Math.max(...lists.map((list) => inRole(list, role))) }));
}

/** The role of each seat. */
export function seatsOf(asked: Seats): string[] {
  return asked.flatMap(({ role, count }) => Array.from({ length: count }, () => role));
}

/**
 * Who takes which seat when each person takes one, and as many are taken as can be: a matching, since who holds two
 * roles may sit in either.
 */
export function seating(seats: readonly string[], people: readonly Person[]): (Person | undefined)[] {
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
  for (const seat of seats.keys()) finds(seat, new Set());
  const taken = new Map([...sits].map(([person, seat]) => [seat, person]));
  return seats.map((_, seat) => taken.get(seat));
}
