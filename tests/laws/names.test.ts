import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { expect, test } from 'vitest';
import { repository } from '../repository.js';

const SAY_NOTHING = ['utils', 'util', 'helpers', 'helper', 'common', 'misc', 'base', 'types'];
/** Names that a tool or a custom prescribes. */
const PRESCRIBED = /^(README|CONTRIBUTING|LICENSE|CHANGELOG|SECURITY)(\.md)?$|^Dockerfile$/;
const KEBAB_CASE = /^\.?[a-z0-9]+([.-][a-z0-9]+)*$/;
/** `0001-one-engine.md`, `guest-checkout.spec.ts`; a page object's class carries its file's name in PascalCase. */
const PAGE_OBJECT = /^fixtures\/pages\/[A-Za-z0-9-]+\.ts$/;

/** Every file that git tracks or would track. */
function files(): string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: repository,
    encoding: 'utf8',
  });
  return listed.split('\0').filter((file) => file !== '');
}

function words(file: string): string[] {
  return file.split('/').flatMap((part) => part.split('.').filter((word) => word !== ''));
}

test('no file and no folder is called utils, helpers, common, misc, base or types', () => {
  const named = files();
  expect(named.length).toBeGreaterThan(0);
  expect(named.filter((file) => words(file).some((word) => SAY_NOTHING.includes(word)))).toEqual([]);
});

test('files and folders are named in kebab-case', () => {
  const ours = files().filter((file) => !file.startsWith('reports/samples/') && !file.startsWith('load/xk6/'));
  const strange = ours.filter(
    (file) =>
      !PAGE_OBJECT.test(file) &&
      !file.split('/').every((part) => KEBAB_CASE.test(part) || PRESCRIBED.test(part)) &&
      path.extname(file) !== '.snap',
  );
  expect(strange).toEqual([]);
});
