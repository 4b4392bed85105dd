import path from 'node:path';
import { drillAt, type Drill } from './environment/drill/drill.js';
import { filledIn } from './environment/parity/filled-in.js';
import { configFile, readConfig } from './plan/config.js';
import { SetupError } from './records/setup-error.js';
import type { Staging } from './records/staging.js';
import { identityProbe } from './stages/identity.js';
import { userAgentMark } from './suite/user-agent.js';
import { runCommand } from './tools/hook-command.js';

/** The part of Playwright's `TestInfo` that a drill needs. */
export interface DrillTest {
  /** Where a run of Playwright keeps its files: a folder that begins empty. */
  project: { outputDir: string };
  setTimeout(ms: number): void;
}

/** Orders before and after a change, each of which may take its time, and a look at all of them. */
const besidesMs = 120_000;

/**
 * The drill of `rollback` in staging.config.ts, as far as this run of Playwright has come with it. The test may take as
 * long as the slowest of its hooks.
 * @throws SetupError when nothing there allows it.
 */
export function openDrill(staging: Staging, testInfo: DrillTest, projectDir = process.cwd()): Drill {
  const config = readConfig(projectDir);
  const { rollback } = config;
  if (rollback === undefined)
    throw new SetupError(
      `${configFile} has no "rollback": nothing says how a release comes and goes.`,
      'configuration',
    );
  if ('declared' in config.release)
    throw new SetupError(
      `A drill proves by release identity which release answers, and ${configFile} only declares it (release.declared). Let staging say it at an address.`,
      'no-identity',
    );
  const { prepare, deploy, rollback: back, redeploy, limits } = rollback;
  const slowestS = Math.max(
    ...[prepare, deploy, back, redeploy].flatMap((hook) => (hook === undefined ? [] : hook.withinS)),
  );
  testInfo.setTimeout((slowestS + limits.agreeWithinS) * 1000 + besidesMs);
  const probe = identityProbe(config, staging, userAgentMark(process.env));
  return drillAt({
    rollback,
    database: staging.database,
    journalFile: path.join(testInfo.project.outputDir, 'drill.json'),
    look: () => probe.look('during'),
    fill: (text) => filledIn(text, { staging, env: process.env }, configFile),
    run: (command, limitMs) => runCommand(command, projectDir, limitMs),
  });
}
