import fc from 'fast-check';
import { expect, test } from 'vitest';
import { askedTogether, seatsOf, type Seats } from './seats.js';

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
