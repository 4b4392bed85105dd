import type { Policy } from './policy.js';

/** `load/checkout-rush.k6.ts` → `checkout-rush`. */
export function stemOf(file: string): string {
  return file.replace(/^.*\//, '').replace(/\.(k6|autocannon)\.ts$/, '');
}

/** The check of a script's capacity: `load/checkout-rush.k6.ts` → `load/checkout-rush/capacity`. */
export function capacityCheck({ script }: Pick<Policy['capacity'][number], 'script'>): string {
  return `load/${stemOf(script)}/capacity`;
}

/** The check of a test under load: `journeys/pay` → `journeys/pay@under-load`. */
export function underLoadCheck(check: string): string {
  return `${check}@under-load`;
}

/** The check of a cost, but for what it is compared with: `load/checkout-rush/process-cpu-seconds-total@not-costlier`. */
export function costCheck({ script, counter }: Pick<Policy['costs'][number], 'script' | 'counter'>): string {
  return `${checkOfMetric(script, counter)}@not-costlier`;
}

/** The check of what may not grow: `load/checkout-rush/process-resident-memory-bytes@steady`. */
export function steadyCheck({ script, of }: Pick<Policy['steady'][number], 'script' | 'of'>): string {
  return `${checkOfMetric(script, of)}@steady`;
}

function checkOfMetric(script: string, metric: string): string {
  const slug = metric.toLowerCase().replace(/[^a-z0-9]+/g, '-');
  return `load/${stemOf(script)}/${slug.replace(/^-|-$/g, '')}`;
}
