import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { verdict as verdictSchema, type Verdict } from '../../src/records/verdict.js';
import { repository } from '../repository.js';
import { leftoversAfter, type Leftovers } from './leftovers.js';
import type { Project } from './project.js';
import { RELEASE } from './shop.js';

const GONOGO = path.join(repository, 'bin', 'gonogo.mjs');

/** Where a command is run. */
export type Place = Pick<Project, 'dir' | 'reports'>;

export interface CommandOptions {
  env?: Record<string, string>;
  /** After so long the command is ended and counts as hung. */
  withinMs?: number;
  /** How soon nothing may be left of it. */
  cleanWithinMs?: number;
}

/** What a command left behind. */
export interface Ended {
  /** Null: ended by a signal, or hung. */
  code: number | null;
  hung: boolean;
  stdout: string;
  stderr: string;
  /** Both, for what it matters only that it was said. */
  said: string;
  /** What `reports/latest` says, valid by the schema; undefined: there is none. */
  verdict: Verdict | undefined;
  runDir: string;
  leftovers: Leftovers;
}

export interface Running {
  child: ChildProcess;
  /** In the environment of all that the command starts, the supervisor too. */
  mark: string;
  ended: Promise<Ended>;
}

/** Runs the real `verify` to its end, for the release that the tiny shop runs, unless the words name another. */
export function verify(project: Place, words: string[] = [], options: CommandOptions = {}): Promise<Ended> {
  return start(project, verifyWords(words), options).ended;
}

export function startVerify(project: Place, options: CommandOptions = {}, words: string[] = []): Running {
  return start(project, verifyWords(words), options);
}

/** `gonogo plan`: it leaves no run, and says what it has to say. */
export function startPlan(project: Place, options: CommandOptions = {}, words: string[] = []): Running {
  return start(project, ['plan', ...verifyWords(words).slice(1)], options);
}

/** Any other word: what it says is about the runs that are there. */
export function gonogo(project: Place, words: string[], options: CommandOptions = {}): Promise<Ended> {
  return start(project, words, options).ended;
}

function verifyWords(words: string[]): string[] {
  return ['verify', '--profile', 'smoke', ...(words.includes('--release') ? [] : ['--release', RELEASE]), ...words];
}

function start(project: Place, words: string[], options: CommandOptions): Running {
  const mark = `black-box-${randomUUID()}`;
  const env = { ...sober(process.env), GONOGO_BLACK_BOX: mark, ...options.env };
  const child = spawn(process.execPath, [GONOGO, ...words], {
    cwd: project.dir,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Its own group: a signal to it is a signal to it alone, as a pipeline's runner sends it.
    detached: true,
  });
  return { child, mark, ended: follow(child, project, mark, options) };
}

async function follow(child: ChildProcess, project: Place, mark: string, options: CommandOptions): Promise<Ended> {
  const told = { stdout: '', stderr: '' };
  child.stdout?.on('data', (chunk: Buffer) => (told.stdout += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (told.stderr += chunk.toString()));
  let hung = false;
  const limit = setTimeout(() => {
    hung = true;
    child.kill('SIGKILL');
  }, options.withinMs ?? 100_000);
  const code = await new Promise<number | null>((resolve) => child.on('exit', resolve));
  clearTimeout(limit);
  const latest = path.join(project.reports, 'latest');
  const runDir = existsSync(latest) ? realpathSync(latest) : latest;
  const runId = path.basename(runDir);
  const leftovers = await leftoversAfter({ mark, runId }, options.cleanWithinMs ?? 5000);
  return {
    code,
    hung,
    stdout: told.stdout,
    stderr: told.stderr,
    said: told.stdout + told.stderr,
    verdict: latestVerdict(project),
    runDir,
    leftovers,
  };
}

/** What `reports/latest` says; throws when it says something that the schema refuses. */
export function latestVerdict(project: Place): Verdict | undefined {
  const file = path.join(project.reports, 'latest', 'verdict.json');
  return existsSync(file) ? verdictSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : undefined;
}

/** The caller's environment without what would steer a run. */
export function sober(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const steering =
    /^(CI|GITHUB_.*|GIT_COMMIT|BUILDKITE.*|CIRCLE_SHA1|CI_COMMIT_SHA|GONOGO_(?!INSTALL$).*|PLAYWRIGHT_.*|VITEST.*|NODE_OPTIONS|NODE_ENV)$/;
  return Object.fromEntries(Object.entries(env).filter(([name]) => !steering.test(name)));
}
