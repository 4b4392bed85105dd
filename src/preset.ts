import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type * as Playwright from '@playwright/test';
import type { PlaywrightTestConfig, ReporterDescription } from '@playwright/test';
import { z } from 'zod';
import { readConfig } from './plan/config.js';
import { chromiumResolverRules } from './tools/egress/chromium-hosts.js';
import { chromiumToLaunch } from './tools/playwright/machine-chromium.js';
import { readStaging, recordLine, recordVariable, type StagingRead } from './tools/playwright/staging-record.js';
import type { Config } from './records/config.js';
import { isWalk } from './suite/page-times.js';
import { userAgentMark } from './suite/user-agent.js';

type Env = NodeJS.ProcessEnv;

/**
 * What every project's `playwright.config.ts` begins with: where staging is, how the browser is launched, and where
 * results go. Under `gonogo verify` the environment says so; by hand it is the target of staging.config.ts, or, where
 * that names a command, the staging that runs already or one that is started.
 */
export function gonogo(): PlaywrightTestConfig {
  const { env } = process;
  const { chromium, devices } = playwright();
  const isRunner = env['TEST_WORKER_INDEX'] === undefined;
  const { read, start } = stagingByHand(env, process.cwd(), isRunner);
  if (read.kind === 'ignored' && isRunner) process.stderr.write(`gonogo: ${read.why}\n`);
  const runDir = env['GONOGO_RUN_DIR'];
  const userAgent = `${devices['Desktop Chrome'].userAgent} ${userAgentMark(env)}`;
  return {
    testDir: 'suites',
    testMatch: /\.(spec|setup)\.ts$/,
    fullyParallel: true,
    timeout: 60_000,
    expect: { timeout: 10_000 },
    forbidOnly: runDir !== undefined || env['CI'] !== undefined,
    retries: retriesFrom(env),
    ...workersFrom(env),
    ...resultsOf(runDir, env['GONOGO_GATHERING']),
    ...(start === undefined ? {} : { webServer: webServer(start) }),
    use: {
      ...accessTo(read),
      userAgent,
      // Below the test's time limit, so that a failure names the action that waited.
      actionTimeout: 10_000,
      navigationTimeout: 20_000,
      trace: traceFrom(env),
      screenshot: 'only-on-failure',
      launchOptions: launchOptions(env, userAgent, chromium.executablePath()),
    },
  };
}

/**
 * Loaded when a playwright.config.ts asks: staging.config.ts and load scripts come through the same front door, and
 * Playwright takes its time.
 */
function playwright(): typeof Playwright {
  return createRequire(import.meta.url)('@playwright/test') as typeof Playwright;
}

/** Credentials are bound to the target's origin: no other host is sent them. */
function accessTo(read: StagingRead): PlaywrightTestConfig['use'] {
  if (read.kind !== 'found') return {};
  const { target, access } = read.staging;
  if (access === undefined) return { baseURL: target };
  // 'always': API requests are not sent twice, once to be refused.
  return { baseURL: target, httpCredentials: { ...access, origin: new URL(target).origin, send: 'always' } };
}

// Playwright itself turns off the sandbox (root needs that), background traffic, component updates and first-run pages.
function launchOptions(
  env: Env,
  userAgent: string,
  playwrightsOwn: string,
): { executablePath?: string; args: string[] } {
  const executablePath = chromiumToLaunch(env, playwrightsOwn);
  const egress = env['GONOGO_EGRESS'];
  const rules = egress === undefined ? undefined : chromiumResolverRules(z.array(z.string()).parse(JSON.parse(egress)));
  // For shared workers, which Playwright tells nothing of the context's user agent.
  const args = [`--user-agent=${userAgent}`, ...(rules === undefined ? [] : [`--host-resolver-rules=${rules}`])];
  return executablePath === undefined ? { args } : { executablePath, args };
}

function retriesFrom(env: Env): number {
  const attempts = env['GONOGO_ATTEMPTS'];
  if (attempts !== undefined) return z.coerce.number().int().min(1).parse(attempts) - 1;
  // In pipelines a retry shows a flake for what it is; by hand a failure is wanted at once.
  return env['GONOGO_RUN_DIR'] !== undefined || env['CI'] !== undefined ? 1 : 0;
}

/** Recording costs a quarter of a journey's time: where a failure is tried again, the second try is recorded. */
function traceFrom(env: Env): 'off' | 'on-first-retry' | 'retain-on-failure' {
  if (isWalk()) return 'off';
  return retriesFrom(env) > 0 ? 'on-first-retry' : 'retain-on-failure';
}

function workersFrom(env: Env): { workers?: number } {
  const workers = env['GONOGO_WORKERS'];
  return workers === undefined ? {} : { workers: z.coerce.number().int().min(1).parse(workers) };
}

/** Each gathering has folders of its own: Playwright empties them when it starts. Pipelines know the first by name. */
function resultsOf(
  runDir: string | undefined,
  gathering = 'functional',
): { outputDir: string; reporter: ReporterDescription[] } {
  if (runDir === undefined) return { outputDir: 'test-results', reporter: [['list'], ['html', { open: 'never' }]] };
  const stream: ReporterDescription[] =
    process.env['GONOGO_TEST_STREAM'] === undefined
      ? []
      : [[fileURLToPath(new URL('./tools/playwright/stream-reporter.js', import.meta.url))]];
  // A walk is one of many, which nobody reads one by one.
  if (isWalk()) return { outputDir: join(runDir, 'test-results', gathering), reporter: [['list'], ...stream] };
  const report = gathering === 'functional' ? 'playwright-report' : `playwright-report-${gathering}`;
  return {
    outputDir: join(runDir, 'test-results', gathering),
    reporter: [
      ['list'],
      ...stream,
      ['html', { open: 'never', outputFolder: join(runDir, report) }],
      ['allure-playwright', { resultsDir: join(runDir, 'allure-results') }],
    ],
  };
}

type Start = Extract<Config['staging'], { start: string }>;

/**
 * The staging that tests run against, or the command that starts one. A target that staging.config.ts names outranks
 * what happens to run: tests by hand go where `gonogo verify` goes. Workers find it in their environment.
 */
function stagingByHand(env: Env, projectDir: string, isRunner: boolean): { read: StagingRead; start?: Start } {
  const isEngines = env['GONOGO_RUN_DIR'] !== undefined || env['GONOGO_STAGING'] !== undefined;
  if (isEngines || !isRunner) return { read: readStaging(env, projectDir) };
  const { staging } = readConfig(projectDir);
  if ('target' in staging) env[recordVariable] = JSON.stringify({ schemaVersion: 1, ...staging });
  const read = readStaging(env, projectDir);
  return 'target' in staging || read.kind === 'found' ? { read } : { read, start: staging };
}

function webServer({ start, readyWithinS }: Start): PlaywrightTestConfig['webServer'] {
  return {
    name: 'staging',
    command: start,
    // The record lands in the environment of the workers, which read their config after it.
    wait: { stdout: recordLine },
    timeout: readyWithinS * 1000,
    gracefulShutdown: { signal: 'SIGINT', timeout: 15_000 },
  };
}
