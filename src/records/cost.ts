import type { LimitMeasured } from './load-measured.js';

/**
 * How a counter's cost is said, by its name: what Prometheus counts in seconds in milliseconds a request, bytes in bytes.
 * https://prometheus.io/docs/practices/naming/
 */
export function costUnit(counter: string): { unit: 'ms' | 'bytes' | '1'; scale: number } {
  const [name = ''] = counter.split('{');
  if (/_seconds(_total|_sum)?$/.test(name)) return { unit: 'ms', scale: 1000 };
  return { unit: /_bytes(_total|_sum)?$/.test(name) ? 'bytes' : '1', scale: 1 };
}

/** What a request cost, in the counter's unit as it is said: all that staging used meanwhile, by the requests sent. Undefined: unknown. */
export function costOf({ spent, generator }: LimitMeasured, counter: string): number | undefined {
  if (spent === undefined || generator.requests === 0) return undefined;
  return (spent * costUnit(counter).scale) / generator.requests;
}
