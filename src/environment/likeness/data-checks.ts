import type { Likeness } from '../../records/likeness.js';
import type { DataCheck } from './data-check.js';
import filled from './checks/filled.check.js';
import freshness from './checks/freshness.check.js';
import links from './checks/links.check.js';
import references from './checks/references.check.js';
import sequences from './checks/sequences.check.js';
import spread from './checks/spread.check.js';
import volume from './checks/volume.check.js';

/** Every check of the data, by its name. */
export const dataChecks: Readonly<Record<string, DataCheck>> = {
  filled,
  freshness,
  links,
  references,
  sequences,
  spread,
  volume,
};

/** The names of the checks that the part `data` of parity.yaml asks for: none, where there is no such part. */
export function dataCheckNames({ data }: { data?: Likeness | undefined }): string[] {
  if (data === undefined) return [];
  return Object.entries(dataChecks).flatMap(([name, { isDeclared }]) => (isDeclared(data) ? [name] : []));
}
