import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestedRelease } from './release.js';

const temp = mkdtempSync(join(tmpdir(), 'gonogo-release-'));
afterAll(() => rmSync(temp, { recursive: true }));
const nowhere = join(temp, 'nowhere');
mkdirSync(nowhere);

describe('the release that is asked for', () => {
  it('is what --release says, then GONOGO_RELEASE, then the commit of the CI', () => {
    const env = { GITHUB_SHA: 'c1', GONOGO_RELEASE: '2.0.0' };
    expect(requestedRelease(' 3.1.4 ', env, nowhere)).toEqual({ release: '3.1.4', origin: '--release' });
    expect(requestedRelease(undefined, env, nowhere)).toEqual({ release: '2.0.0', origin: 'GONOGO_RELEASE' });
    expect(requestedRelease(undefined, { GITHUB_SHA: 'c1' }, nowhere)).toEqual({ release: 'c1', origin: 'CI' });
    expect(requestedRelease(undefined, { GITHUB_SHA: '', CI_COMMIT_SHA: 'c2' }, nowhere).release).toBe('c2');
  });

  it.each([
    ['--release', '', {}],
    ['--release', '  ', { GONOGO_RELEASE: '2.0.0' }],
    ['GONOGO_RELEASE', undefined, { GONOGO_RELEASE: '', GITHUB_SHA: 'c1' }],
  ])('is never guessed where %s was given and is empty', (origin, option, env) => {
    expect(() => requestedRelease(option, env, nowhere)).toThrow(
      expect.objectContaining({
        name: 'UsageError',
        message: expect.stringContaining(`that ${origin} gives is empty`),
      }),
    );
  });

  it('is never left open', () => {
    expect(() => requestedRelease(undefined, {}, nowhere)).toThrow(/--release <version\|commit\|digest>/);
  });
});

describe('of a checkout, its HEAD is asked for', () => {
  const repository = join(temp, 'repository');
  const git = (dir: string, ...words: string[]) => {
    // Not in whichever repository the caller's own git works.
    const env = { PATH: process.env['PATH'], HOME: temp };
    const who = ['-c', 'user.name=A', '-c', 'user.email=a@example.com', '-c', 'commit.gpgsign=false'];
    return execFileSync('git', ['-C', dir, ...who, ...words], { env, encoding: 'utf8', stdio: 'pipe' }).trim();
  };
  const head = (dir: string) => requestedRelease(undefined, {}, dir);
  let commit: string;
  beforeAll(() => {
    mkdirSync(join(repository, 'shop'), { recursive: true });
    git(repository, 'init', '-b', 'main');
    git(repository, 'commit', '--allow-empty', '-m', 'one');
    commit = git(repository, 'rev-parse', 'HEAD');
  });

  it('on a branch, also from a folder inside', () => {
    expect(head(repository)).toEqual({ release: commit, origin: 'git HEAD' });
    expect(head(join(repository, 'shop')).release).toBe(commit);
  });

  it('in a worktree, whose branches are kept elsewhere, and in one that is on no branch', () => {
    git(repository, 'worktree', 'add', '-b', 'other', join(temp, 'worktree'));
    expect(head(join(temp, 'worktree')).release).toBe(commit);
    git(repository, 'worktree', 'add', '--detach', join(temp, 'detached'));
    expect(head(join(temp, 'detached')).release).toBe(commit);
  });

  it('where branches are packed into one file', () => {
    git(repository, 'pack-refs', '--all');
    expect(head(repository).release).toBe(commit);
    expect(head(join(temp, 'worktree')).release).toBe(commit);
  });

  it('not the HEAD of a repository around it, where it has no commit yet', () => {
    mkdirSync(join(repository, 'fresh'));
    git(join(repository, 'fresh'), 'init');
    expect(() => head(join(repository, 'fresh'))).toThrow(/Which release/);
  });

  it('not a HEAD that cannot be read', () => {
    const broken = join(temp, 'broken');
    mkdirSync(broken);
    writeFileSync(join(broken, '.git'), 'gitdir: /no/such/folder\n');
    expect(() => head(broken)).toThrow(/Which release/);
  });
});
