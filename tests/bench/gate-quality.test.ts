import { describe, expect, it } from 'vitest';
import { noiseFloor } from '../../src/statistics/noise-floor.js';
import { diceFrom } from '../../src/statistics/seeded-dice.js';
import { compareSideBySide } from '../../src/statistics/side-by-side.js';
import { compareWithStored, rollingBaseline } from '../../src/statistics/stored-baseline.js';
import { creepTable } from './baseline-tables.mjs';
import { absoluteMarginTable, gateTable } from './gate-tables.mjs';
import { fixedLimit, isHigh, naivePercent, perRequest, scoreOf, zOfRanks } from './rivals.mjs';
import { randomFrom } from './seeded-random.mjs';
import { worstOf } from './shown-rates.mjs';
import { pairsOf, storedRuns } from './simulated-runs.mjs';

const engine = { compareSideBySide, compareWithStored, rollingBaseline, noiseFloor, diceFrom };
const world = { cv: 0.05, slower: 0, drift: 0, noise: 'normal' as const, typical: 100 };

function deviationOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}

describe('the simulated runs', () => {
  it('are the same for the same seed, and others for another', () => {
    const runs = (seed: string) => pairsOf(world, 10, randomFrom(engine, seed));
    expect(runs('a')).toEqual(runs('a'));
    expect(runs('a')).not.toEqual(runs('b'));
  });

  it.each(['normal', 'heavy'] as const)('vary as much as they say, with %s noise', (noise) => {
    const { before } = storedRuns({ ...world, noise }, 50_000, randomFrom(engine, noise));
    // A fourth moment that does not exist makes the deviation of heavy tails converge slowly.
    expect(Math.abs(deviationOf(before.map(Math.log)) / 0.05 - 1)).toBeLessThan(noise === 'normal' ? 0.01 : 0.1);
  });

  it('drift meets both releases alike: every second pair is the other way round', () => {
    const ratios = pairsOf({ ...world, cv: 0, drift: 0.02 }, 4, randomFrom(engine, '')).map(
      (pair) => pair.after / pair.before,
    );
    const expected = [1.02, 1 / 1.02, 1.02, 1 / 1.02];
    ratios.forEach((ratio, i) => expect(ratio).toBeCloseTo(expected[i]!, 12));
  });
});

describe('the rivals', () => {
  it('decide as they are described', () => {
    expect([fixedLimit(109, 110), fixedLimit(110, 110)]).toEqual(['go', 'no-go']);
    expect([naivePercent({ before: 100, after: 105 }, 0.05), naivePercent({ before: 100, after: 106 }, 0.05)]).toEqual([
      'go',
      'no-go',
    ]);
    expect([scoreOf([false]), scoreOf([true]), scoreOf([true, false, false, false])]).toEqual([
      'go',
      'no-go',
      'undecided',
    ]);
  });

  it('Mann–Whitney’s score is the textbook’s', () => {
    const score = zOfRanks(Float64Array.of(1, 2, 3), Float64Array.of(4, 5, 6));
    expect(score).toBeCloseTo(4.5 / Math.sqrt((9 * 7) / 12), 12);
    expect(zOfRanks(Float64Array.of(1, 4), Float64Array.of(2, 3))).toBe(0);
  });

  it('see what is far apart', () => {
    const random = randomFrom(engine, 'far');
    expect([isHigh({ before: 100, after: 130 }, random), isHigh({ before: 130, after: 100 }, random)]).toEqual([
      true,
      false,
    ]);
    expect(perRequest({ before: 100, after: 130 }, random)).toBe('no-go');
    expect(perRequest({ before: 130, after: 100 }, random)).toBe('go');
  });
});

describe('the bench', () => {
  it('keeps its promises with few trials too', () => {
    for (const { promises } of [
      absoluteMarginTable(engine, 200),
      creepTable(engine, 100),
      gateTable(engine, 200, 'drift'),
    ]) {
      expect(promises.length).toBeGreaterThan(0);
      expect(worstOf(promises).filter(({ isKept }) => !isKept)).toEqual([]);
    }
  });

  it.each(['not-worse', 'worse', 'undecided'] as const)('finds out a gate that always says %s', (outcome) => {
    const always = () => ({ outcome, metrics: [] });
    const { promises } = gateTable({ ...engine, compareSideBySide: always, compareWithStored: always }, 100, 'heavy');
    expect(worstOf(promises).some(({ isKept }) => !isKept)).toBe(true);
  });

  it('names the case that is closest to breaking each promise', () => {
    const claim = 'wrong';
    const cases = [0.01, 0.03, 0].map((rate) => ({ claim, where: `at ${rate}`, rate, atMost: 0.02 }));
    const caught = { claim: 'caught', where: 'here', rate: 0.96, atLeast: 0.95 };
    expect(worstOf([...cases, caught])).toMatchObject([
      { where: 'at 0.03', cases: 3, isKept: false },
      { where: 'here', cases: 1, isKept: true },
    ]);
  });
});
