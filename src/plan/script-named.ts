import type { LoadScript } from '../records/load-evidence.js';
import { UsageError } from '../records/usage-error.js';

/** What is known of a script wherever one is named. */
export type Known = Pick<LoadScript, 'file' | 'tool'>;

/** The load script that the policy names. @param tool k6: its scripts alone will do @throws UsageError if there is none */
export function scriptNamed<Script extends Known>(
  { script: file }: { script: string },
  scripts: readonly Script[],
  place: string,
  tool?: 'k6',
): Script {
  const fit = scripts.filter((one) => tool === undefined || one.tool === tool);
  const script = fit.find((one) => one.file === file);
  if (script !== undefined) return script;
  const list = fit.map((one) => one.file).join(', ') || 'none';
  throw new UsageError(`${place}: ${file} is no ${tool ?? 'load'} script in load/. There are: ${list}.`);
}
