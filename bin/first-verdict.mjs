/**
 * The very first act of a run, before anything is installed: a run folder with an INCONCLUSIVE verdict, and `latest`
 * pointing at it. Whatever dies afterwards, an old GO is never what a pipeline reads.
 *
 * Plain Node, no packages, and syntax that an outdated Node still parses.
 */
import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, realpathSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';

/**
 * @typedef {{ id: string, dir: string, startedAt: string, displaced?: { from: string, to: string } }} Run
 * @typedef {'not-started' | 'setup-failed' | 'interrupted' | 'configuration' | 'defect'} FirstReason
 * @typedef {{ reasonCode: FirstReason, message: string, exitCode: number }} Ending
 */

/**
 * `2026-11-21T03-45-12Z-ab12cd`: sorts by time, is a file name everywhere, and two starts in one second differ.
 * @param {Date} now
 */
export function newRunId(now) {
  return `${now.toISOString().slice(0, 19).replace(/:/g, '-')}Z-${randomBytes(3).toString('hex')}`;
}

/**
 * The folder that `--out` names, read by hand since no option parser is installed yet.
 * @param {string[]} argv
 * @param {string} projectDir
 */
export function outFolder(argv, projectDir) {
  let out = 'reports';
  argv.forEach((word, at) => {
    const next = argv[at + 1];
    if (word === '--out' && next !== undefined) out = next;
    if (word.startsWith('--out=')) out = word.slice('--out='.length);
  });
  return resolve(projectDir, out);
}

/**
 * The words with the folder that `--resume` names as it is before `latest` is pointed at this run: a link is followed.
 * What is not there stays as it was said.
 * @param {string[]} argv
 * @param {string} projectDir
 */
export function withEarlierRun(argv, projectDir) {
  return withResume(argv, (folder) => {
    try {
      return realpathSync(resolve(projectDir, folder));
    } catch {
      return folder;
    }
  });
}

/**
 * @param {string[]} argv
 * @param {(folder: string) => string} change
 */
function withResume(argv, change) {
  const prefix = '--resume=';
  return argv.map((word, at) => {
    if (word.startsWith(prefix)) return `${prefix}${change(word.slice(prefix.length))}`;
    return argv[at - 1] === '--resume' ? change(word) : word;
  });
}

/**
 * The same words, once `latest` has been put aside: where the earlier run lay there itself, not by a link.
 * @param {string[]} argv
 * @param {{ from: string, to: string } | undefined} displaced
 */
export function afterDisplacing(argv, displaced) {
  return displaced === undefined
    ? argv
    : withResume(argv, (folder) => (folder === displaced.from ? displaced.to : folder));
}

/**
 * Makes the run's folder and points `latest` at it.
 * @param {{ out: string, projectDir: string, packageDir: string, now: Date }} place
 * @returns {Run}
 */
export function openRun({ out, projectDir, packageDir, now }) {
  const id = newRunId(now);
  const dir = join(out, 'runs', id);
  const run = { id, dir, startedAt: now.toISOString() };
  mkdirSync(join(dir, 'logs'), { recursive: true });
  const message = 'The run was started, and nothing has been checked yet.';
  writeVerdict(run, { reasonCode: 'not-started', message, exitCode: 3 }, { projectDir, packageDir });
  // A symlink is not replaced in place: between unlink and symlink nothing would be `latest`.
  const next = join(out, `.latest-${id}`);
  symlinkSync(join('runs', id), next);
  try {
    renameSync(next, join(out, 'latest'));
  } catch {
    // `latest` is a folder: an artifact or a copy of one, whose verdict is an old one.
    const from = realpathSync(join(out, 'latest'));
    const to = join(out, 'runs', `displaced-by-${id}`);
    renameSync(join(out, 'latest'), to);
    renameSync(next, join(out, 'latest'));
    return { ...run, displaced: { from, to } };
  }
  return run;
}

/**
 * Replaces the run's verdict by an INCONCLUSIVE one, unless a NO-GO is already on disk: that one stands.
 * @param {Run} run
 * @param {Ending} ending
 * @param {{ projectDir: string, packageDir: string }} place
 */
export function writeVerdict(run, ending, place) {
  const file = join(run.dir, 'verdict.json');
  if (verdictOnDisk(file) === 'NO-GO') return;
  const unfinished = `${file}.${process.pid}.tmp`;
  writeFileSync(unfinished, `${JSON.stringify(inconclusive(run, ending, place), null, 2)}\n`);
  renameSync(unfinished, file);
}

/** @param {string} file */
function verdictOnDisk(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8')).verdict;
  } catch {
    return undefined;
  }
}

/**
 * An INCONCLUSIVE `verdict.json` as `src/records/verdict.ts` wants it (a test holds the two together).
 * @param {Run} run
 * @param {Ending} ending
 * @param {{ projectDir: string, packageDir: string }} place
 */
export function inconclusive(run, { reasonCode, message, exitCode }, { projectDir, packageDir }) {
  const now = new Date().toISOString();
  const outcome = reasonCode === 'defect' || reasonCode === 'configuration' ? 'errored' : 'missing';
  return {
    schemaVersion: 1,
    gonogo: JSON.parse(readFileSync(join(packageDir, 'package.json'), 'utf8')).version,
    runId: run.id,
    profile: null,
    verdict: 'INCONCLUSIVE',
    exitCode,
    headline: `INCONCLUSIVE: ${message.split('\n')[0]}`,
    subject: {
      name: basename(projectDir),
      version: null,
      commit: null,
      digest: null,
      identity: 'none',
      requested: null,
    },
    target: { name: 'not known yet', url: '' },
    startedAt: run.startedAt,
    finishedAt: now,
    durationMs: Math.max(0, Date.parse(now) - Date.parse(run.startedAt)),
    judgedAt: now,
    stages: [],
    counts: noChecks(),
    reasons: [{ check: 'run', outcome, reasonCode, attribution: 'harness', message, also: [] }],
    checks: [],
    waivers: [],
    quarantine: [],
    approvals: [],
    notChecked: [],
    digests: null,
  };
}

function noChecks() {
  const none = { planned: 0, passed: 0, failed: 0, flaky: 0, errored: 0 };
  return { ...none, missing: 0, skipped: 0, stale: 0, mismatched: 0, insufficient: 0 };
}
