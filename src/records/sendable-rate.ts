import type { LoadEvidence } from './load-evidence.js';

/**
 * How many requests of this script a second would use up all the processor time that the load generator has on this machine,
 * by what it used in this run: more it cannot honestly send. Undefined: the tool does not tell.
 */
export function sendableRate(evidence: LoadEvidence): number | undefined {
  if (evidence.tool === 'autocannon' || evidence.runners === undefined || evidence.requests === 0) return undefined;
  let [cpuMs, processors] = [0, 0];
  for (const { instrument } of evidence.runners) {
    const told = instrument.seconds.cpuMs;
    if (told === undefined) return undefined;
    for (const ms of told) if (ms !== null) cpuMs += ms;
    // Several processes of one run share what the machine has.
    processors = Math.max(processors, instrument.processors);
  }
  return cpuMs === 0 ? undefined : (1000 * processors * evidence.requests) / cpuMs;
}

/** Such a rate in words, to two digits: it is an estimate. */
export function rateInWords(perSecond: number): string {
  return `${Number(perSecond.toPrecision(2))}/s`;
}
