import path from 'node:path';
import { filledIn } from '../environment/parity/filled-in.js';
import { configFile } from '../plan/config.js';
import { rolledBackFile, writeWhole } from '../run-folder/files.js';
import { judgeRun } from '../run-folder/judge.js';
import { identityProbe } from '../stages/identity.js';
import { isAllowedHost, isLoopback } from '../records/hosts.js';
import { runCommand } from '../tools/hook-command.js';
import type { House } from './house.js';
import type { Run } from './run.js';

/**
 * After a NO-GO, where `rollback.onNoGo` of staging.config.ts says so, the previous release is put back while staging is
 * still up. What came of it is kept with the run and told in its reports. The verdict stays what it is: it speaks of what
 * was measured before.
 */
export async function rollBackAfterNoGo({ config, plan, staging, projectDir, egress }: House, run: Run): Promise<void> {
  const { rollback } = config;
  // Who runs a part of the plan looks for a fault, and needs the release that has it.
  if (rollback?.onNoGo === undefined || plan.partial || run.stop.aborted) return;
  const { verdict } = judgeRun(run.dir, new Date().toISOString());
  if (verdict.verdict !== 'NO-GO') return;
  run.say(`NO-GO: staging is rolled back to ${rollback.to}`);
  const { rollBack } = await import('../environment/drill/roll-back.js');
  const probe = identityProbe(config, staging, run.userAgent);
  const rolledBack = await run.clock.time('rollback', () =>
    rollBack({
      rollback,
      look: () => probe.look('after'),
      fill: (text) => filledIn(text, { staging, env: process.env }, configFile),
      // Not under the supervisor, which ends what a command leaves running: here that is the previous release.
      run: (command, limitMs) => runCommand(command, projectDir, limitMs),
      mayCall: (host) => isLoopback(host) || isAllowedHost(host, egress),
    }),
  );
  await writeWhole(path.join(run.dir, rolledBackFile), `${JSON.stringify(rolledBack, null, 2)}\n`, run.redact);
}
