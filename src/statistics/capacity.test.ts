import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { capacityOf, confirmations, mostSteps, nextLoad, type LoadFound, type LoadStep } from './capacity.js';

/** All steps of a search of something that takes so much: with luck a run may be kept beyond it, or not kept below. */
function searched(most: number, found: (load: number, nth: number) => LoadFound, atLeast = 1): LoadStep[] {
  const steps: LoadStep[] = [];
  const wanted = { atLeast, most };
  for (let load = nextLoad(steps, wanted); load !== undefined; load = nextLoad(steps, wanted))
    steps.push({ load, found: found(load, steps.length) });
  return steps;
}
const takes = (limit: number) => (load: number) => (load <= limit ? 'kept' : 'exceeded') as LoadFound;
const loadsOf = (steps: readonly LoadStep[]) => steps.map(({ load }) => load);

describe('the search', () => {
  test('climbs by half, comes back by geometric middles, and confirms', () => {
    const steps = searched(20, takes(4));
    expect(loadsOf(steps)).toEqual([1, 1.5, 2.25, 3.38, 5.07, 4.14, 3.74, 3.93, 3.93, 3.93]);
    expect(capacityOf(steps)).toEqual({ confirmed: 3.93, stoppedAt: { load: 4.14, found: 'exceeded' } });
  });

  test('goes down where the script’s own load is too much, and gives up below a tenth of it', () => {
    const steps = searched(20, takes(0.5));
    expect(capacityOf(steps).confirmed).toBeGreaterThan(0.45);
    expect(loadsOf(searched(20, () => 'exceeded'))).toEqual([1, 0.667, 0.445, 0.297, 0.198, 0.132]);
  });

  test('does not go beyond what is allowed, and confirms that', () => {
    const steps = searched(2, takes(100));
    expect(loadsOf(steps)).toEqual([1, 1.5, 2, 2, 2]);
    expect(capacityOf(steps)).toEqual({ confirmed: 2, stoppedAt: undefined });
    expect(loadsOf(searched(0.5, takes(100)))).toEqual([0.5, 0.5, 0.5]);
  });

  test('takes a load that is not kept when it is confirmed for one that is not kept', () => {
    const steps = searched(20, (load, nth) => (nth === 8 ? 'exceeded' : takes(4)(load)));
    const { confirmed, stoppedAt } = capacityOf(steps);
    expect(stoppedAt).toEqual({ load: 3.93, found: 'exceeded' });
    expect(confirmed).toBe(3.74);
  });

  test('confirms what was kept by what kept more, where no runs are left to confirm the most', () => {
    const kept = [1, 1.5, 2.25, 3.38, 5.07].map((load) => ({ load, found: 'kept' as const }));
    const notKept = [7.61, 6.21, 5.61, 5.33, 5.07].map((load) => ({ load, found: 'exceeded' as const }));
    const after = [4.14, 4.58, 4.82, 4.82].map((load) => ({ load, found: 'kept' as const }));
    expect(capacityOf([...kept, ...notKept, ...after]).confirmed).toBe(4.58);
    // What was kept at 5.07 was not kept there later: it counts for nothing.
    expect(capacityOf([...kept, ...notKept]).confirmed).toBe(1.5);
  });

  test('goes on to what is asked for after a run that proves nothing: is that too much?', () => {
    const found = (load: number): LoadFound => (load <= 2 ? 'kept' : load < 4 ? 'open' : 'exceeded');
    const steps = searched(20, found, 12);
    expect(loadsOf(steps).slice(0, 5)).toEqual([1, 1.5, 2.25, 3.38, 5.07]);
    expect(capacityOf(steps)).toMatchObject({ confirmed: expect.closeTo(2, 0), stoppedAt: { found: 'open' } });
    expect(Math.max(...loadsOf(searched(20, () => 'open', 3)))).toBe(3);
  });

  test('treats what nobody can tell as not kept', () => {
    const steps = searched(20, (load) => (load <= 2 ? 'kept' : 'open'));
    expect(capacityOf(steps).stoppedAt?.found).toBe('open');
  });

  test('ends, whatever is found, and what it confirms was kept three times with nothing below it that was not', () => {
    const words = fc.array(fc.constantFrom<LoadFound>('kept', 'exceeded', 'open'), { minLength: 20, maxLength: 20 });
    fc.assert(
      fc.property(words, fc.double({ min: 0.2, max: 50, noNaN: true }), (found, most) => {
        const steps = searched(most, (_, nth) => found[nth] ?? 'open');
        expect(steps.length).toBeLessThanOrEqual(mostSteps);
        expect(Math.max(...loadsOf(steps))).toBeLessThanOrEqual(most);
        const { confirmed } = capacityOf(steps);
        if (confirmed === undefined) return;
        const { stoppedAt = { load: Infinity } } = capacityOf(steps);
        const kept = steps.filter(({ load, found }) => found === 'kept' && load >= confirmed && load < stoppedAt.load);
        expect(kept.length).toBeGreaterThanOrEqual(confirmations);
        expect(steps.every(({ load, found }) => load > confirmed || found === 'kept')).toBe(true);
      }),
    );
  });

  test('knows no more when runs that were kept are taken away', () => {
    const found = fc.constantFrom<LoadFound>('kept', 'exceeded', 'open');
    const step = fc.record({ load: fc.constantFrom(1, 1.5, 2), found });
    fc.assert(
      fc.property(fc.array(step), fc.nat(), (steps, at) => {
        const kept = steps.filter(({ found }) => found === 'kept');
        const fewer = kept.filter((_, i) => i !== at % Math.max(1, kept.length));
        const most = (of: readonly LoadStep[]) => capacityOf(of).confirmed ?? 0;
        expect(most(fewer)).toBeLessThanOrEqual(most(kept));
      }),
    );
  });
});
