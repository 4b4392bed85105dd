import { fileURLToPath } from 'node:url';

/**
 * The autocannon run that leaves `evidenceFile`: a Node process of its own, behind the egress guard. It sends no more
 * than `requests`, since nobody knows beforehand how many its closed loop would be. It reads the rest
 * (run, profile, target, staging, user agent) from GONOGO_… variables.
 */
export function autocannonCommand(run: { script: string; evidenceFile: string; requests: number }): {
  command: [string, ...string[]];
  env: Record<string, string>;
} {
  const guard = new URL('../egress/guard.js', import.meta.url).href;
  const runner = fileURLToPath(new URL('runner.js', import.meta.url));
  return {
    command: [process.execPath, '--import', guard, runner, run.script, run.evidenceFile],
    env: { GONOGO_REQUESTS: String(run.requests) },
  };
}
