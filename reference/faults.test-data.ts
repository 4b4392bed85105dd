import { readdirSync } from 'node:fs';
import type { Fault } from './shop/fault.js';

/** The ways in which the shop can be broken, whose check's id begins so, by their names. */
export async function faultsOf(checks: string): Promise<Record<string, Fault>> {
  const names = readdirSync(new URL('./faults', import.meta.url)).map((file) => file.replace(/\.fault\.ts$/, ''));
  const loaded = names.map(async (name) => {
    const { default: fault } = (await import(`./faults/${name}.fault.ts`)) as { default: Fault };
    return [name, fault] as const;
  });
  return Object.fromEntries((await Promise.all(loaded)).filter(([, { breaks }]) => breaks.startsWith(checks)));
}
