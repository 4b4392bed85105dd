import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Person } from '../records/trust.js';
import { askedTogether, seating, seatsOf, type Seats } from './seats.js';

const manager = (count: number) => ({ role: 'manager', count });
const security = (count: number) => ({ role: 'security', count });

test.each<[string, Seats, Seats, Seats]>([
  ['nobody', [], [], []],
  ['the one that asks', [manager(2)], [], [manager(2)]],
  ['the larger number', [manager(1)], [manager(2)], [manager(2)]],
  ['both roles', [manager(1)], [security(1)], [manager(1), security(1)]],
  ['a role that one of them names twice', [manager(1), manager(1)], [manager(1)], [manager(2)]],
])('what policy and trust file ask for together: %s', (_, policy, trust, both) => {
  expect(askedTogether(policy, trust)).toEqual(both);
  expect(askedTogether(trust, policy).toSorted((a, b) => a.role.localeCompare(b.role))).toEqual(both);
});

test('neither lowers what the other asks for', () => {
  const seats = fc.array(fc.record({ role: fc.constantFrom('a', 'b', 'c'), count: fc.integer({ min: 1, max: 4 }) }), {
    maxLength: 4,
  });
  const inRole = (list: Seats, role: string) => seatsOf(list).filter((one) => one === role).length;
  fc.assert(
    fc.property(seats, seats, (one, other) => {
      for (const role of ['a', 'b', 'c'])
        expect(inRole(askedTogether(one, other), role)).toBe(Math.max(inRole(one, role), inRole(other, role)));
    }),
  );
});

test('each seat has the role that it is asked for in, in order', () => {
  expect(seatsOf([])).toEqual([]);
  expect(seatsOf([manager(2), security(1)])).toEqual(['manager', 'manager', 'security']);
});

const people = (held: Record<string, string[]>): Person[] =>
  Object.entries(held).map(([name, roles]) => ({ name, roles, aliases: [], keys: [] }));

test.each<[string, string[], Record<string, string[]>, (string | undefined)[]]>([
  ['nobody, where nobody came', ['manager'], {}, [undefined]],
  ['nobody, where no seat is asked for', [], { anna: ['manager'] }, []],
  ['nobody who does not hold the role', ['manager'], { anna: ['guest'] }, [undefined]],
  ['nobody twice', ['manager', 'manager'], { anna: ['manager'] }, ['anna', undefined]],
  ['nobody in two roles', ['manager', 'security'], { anna: ['manager', 'security'] }, ['anna', undefined]],
  ['who came first, where two could', ['manager'], { anna: ['manager'], ben: ['manager'] }, ['anna']],
  [
    'who moves over for somebody who can sit nowhere else',
    ['manager', 'security', 'legal'],
    { anna: ['manager', 'security'], ben: ['manager'], cleo: ['security', 'legal'] },
    ['ben', 'anna', 'cleo'],
  ],
  [
    'who stays, since moving over would help nobody',
    ['manager', 'manager', 'security'],
    { anna: ['manager', 'security'], ben: ['guest'] },
    ['anna', undefined, undefined],
  ],
])('a seat is taken by %s', (_, seats, held, taken) => {
  expect(seating(seats, people(held)).map((person) => person?.name)).toEqual(taken);
});

/** The most seats that can be taken, by trying everything. */
function most([seat, ...seats]: readonly string[], sitting: readonly Person[]): number {
  if (seat === undefined) return 0;
  const able = sitting.filter(({ roles }) => roles.includes(seat));
  const left = able.map(
    (one) =>
      1 +
      most(
        seats,
        sitting.filter((other) => other !== one),
      ),
  );
  return Math.max(most(seats, sitting), ...left);
}

test('as many seats are taken as can be, each by somebody else who holds its role', () => {
  const role = fc.constantFrom('a', 'b', 'c');
  const held = fc.array(fc.uniqueArray(role, { maxLength: 3 }), { maxLength: 4 });
  fc.assert(
    fc.property(fc.array(role, { maxLength: 4 }), held, (seats, roles) => {
      const all = people(Object.fromEntries(roles.map((of, index) => [`p${index}`, of])));
      const taken = seating(seats, all);
      expect(taken).toHaveLength(seats.length);
      const sitting = taken.filter((person) => person !== undefined);
      expect(new Set(sitting).size).toBe(sitting.length);
      for (const [seat, person] of taken.entries()) if (person) expect(person.roles).toContain(seats[seat]);
      expect(sitting.length).toBe(most(seats, all));
    }),
    { numRuns: 500 },
  );
});
