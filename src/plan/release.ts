import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { RequestedRelease } from '../records/release.js';
import { UsageError } from '../records/usage-error.js';

// The commit under test, as the common CI systems name it.
const ciVariables = [
  'GITHUB_SHA',
  'CI_COMMIT_SHA',
  'BUILDKITE_COMMIT',
  'CIRCLE_SHA1',
  'GIT_COMMIT',
  'BITBUCKET_COMMIT',
  'BUILD_SOURCEVERSION',
];

/**
 * The release that is asked for: `--release`, else `GONOGO_RELEASE`, else the CI's commit, else this checkout's HEAD.
 * @throws UsageError when none of them says.
 */
export function requestedRelease(
  option: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
  projectDir: string,
): RequestedRelease {
  if (option !== undefined) return asked(option, '--release');
  if (env['GONOGO_RELEASE'] !== undefined) return asked(env['GONOGO_RELEASE'], 'GONOGO_RELEASE');
  for (const name of ciVariables) {
    const commit = env[name];
    if (commit !== undefined && commit !== '') return asked(commit, 'CI');
  }
  const head = headOf(projectDir);
  if (head !== undefined) return asked(head, 'git HEAD');
  throw new UsageError(
    'Which release is to be verified? Say it with --release <version|commit|digest> or GONOGO_RELEASE.',
  );
}

function asked(release: string, origin: RequestedRelease['origin']): RequestedRelease {
  const word = release.trim();
  if (word === '')
    throw new UsageError(`The release that ${origin} gives is empty. Give a version, a commit or a digest.`);
  return { release: word, origin };
}

/** HEAD's commit, read from git's own files: the plan spawns nothing. */
function headOf(projectDir: string): string | undefined {
  for (let dir = path.resolve(projectDir); ; dir = path.dirname(dir)) {
    // A repository without a commit says nothing, and one around it speaks of something else.
    if (existsSync(path.join(dir, '.git'))) return commitIn(dir);
    if (path.dirname(dir) === dir) return undefined;
  }
}

function commitIn(dir: string): string | undefined {
  let gitDir = path.join(dir, '.git');
  const pointer = text(gitDir);
  if (pointer?.startsWith('gitdir: ') === true) gitDir = path.resolve(dir, pointer.slice('gitdir: '.length));
  const head = text(path.join(gitDir, 'HEAD'));
  if (head === undefined || !head.startsWith('ref: ')) return head;
  const ref = head.slice('ref: '.length);
  const commonDir = path.resolve(gitDir, text(path.join(gitDir, 'commondir')) ?? '.');
  const loose = text(path.join(gitDir, ref)) ?? text(path.join(commonDir, ref));
  if (loose !== undefined) return loose;
  const packed = text(path.join(commonDir, 'packed-refs'));
  return packed
    ?.split('\n')
    .find((line) => line.endsWith(` ${ref}`))
    ?.split(' ')[0];
}

function text(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    return undefined;
  }
}
