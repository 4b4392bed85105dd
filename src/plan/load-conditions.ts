import { arch, cpus, platform } from 'node:os';
import path from 'node:path';
import type { LoadConditions } from '../records/baseline.js';
import type { LoadScript } from '../records/load-evidence.js';
import { version } from '../version.js';
import { scriptDigest } from './script-digest.js';

/** Under what each script is measured, by file: what decides which runs can be compared. */
export function conditionsOf(
  scripts: readonly Pick<LoadScript, 'file' | 'tool'>[],
  projectDir: string,
  {
    profile,
    staging,
    segments,
    k6,
  }: Pick<LoadConditions, 'profile' | 'staging'> & { segments: number | undefined; k6: string | undefined },
): Map<string, LoadConditions> {
  return new Map(
    scripts.map(({ file, tool }) => {
      const script = scriptDigest(path.join(projectDir, file));
      const sender: Record<string, string> = tool === 'k6' ? { k6: k6 ?? 'unknown' } : { node: process.version };
      const divided = tool === 'k6' && segments !== undefined ? { segments } : {};
      const tools = { gonogo: version, ...sender };
      return [file, { profile, staging, script, machine: thisMachine(), ...divided, tools }];
    }),
  );
}

/** Where load comes from: `8 × AMD EPYC 7763, linux x64`. */
function thisMachine(): string {
  const all = cpus();
  return `${all.length} × ${all[0]?.model.trim() ?? 'unknown processor'}, ${platform()} ${arch()}`;
}
