import { availableParallelism } from 'node:os';

/** Target and load generator on different cores, where there are two: neither steals the other's time. */
export interface Cores {
  staging: number[] | undefined;
  generator: number[] | undefined;
  /** How many browsers walk side by side. */
  testWorkers: number;
}

/** A staging that this run starts shares the machine; one elsewhere leaves all cores to the generator. */
export function shareCores(stagingIsHere: boolean, cores = availableParallelism()): Cores {
  const testWorkers = Math.max(1, Math.min(4, cores));
  if (!stagingIsHere || cores < 2) return { staging: undefined, generator: undefined, testWorkers };
  const half = Math.floor(cores / 2);
  const all = Array.from({ length: cores }, (_, core) => core);
  return { staging: all.slice(0, half), generator: all.slice(half), testWorkers };
}
