import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { discover, refuseUnlisted } from './discovery.js';

const temp = mkdtempSync(join(tmpdir(), 'gonogo-discovery-'));
afterAll(() => rmSync(temp, { recursive: true, force: true }));

function projectWith(...files: string[]): string {
  const dir = mkdtempSync(join(temp, 'project-'));
  for (const file of files) {
    mkdirSync(dirname(join(dir, file)), { recursive: true });
    writeFileSync(join(dir, file), '');
  }
  return dir;
}

describe('discovery', () => {
  it('finds every file by its folder and suffix', () => {
    const files = [
      'suites/journeys/b.spec.ts',
      'suites/journeys/a.spec.ts',
      'suites/setup/sign-in.setup.ts',
      'load/rush.k6.ts',
      'load/search.autocannon.ts',
    ];
    expect(
      discover(projectWith(...files, 'load/xk6/go.mod', 'load/k6-operator/test-run.yaml', 'suites/.DS_Store')),
    ).toEqual({
      specs: ['suites/journeys/a.spec.ts', 'suites/journeys/b.spec.ts'],
      setups: ['suites/setup/sign-in.setup.ts'],
      k6: ['load/rush.k6.ts'],
      autocannon: ['load/search.autocannon.ts'],
    });
  });

  it('finds nothing where there are no such folders', () => {
    expect(discover(projectWith())).toEqual({ specs: [], setups: [], k6: [], autocannon: [] });
  });

  it.each([
    'suites/journeys/checkout.test.ts',
    'suites/journeys/checkout.spec.js',
    'suites/journeys/Checkout.spec.ts',
    'suites/journeys/deep/checkout.spec.ts',
    'suites/checkout.spec.ts',
    'suites/My Journeys/checkout.spec.ts',
    'load/rush.ts',
    'load/rush.js',
    'load/rush.k6.js',
    'load/rush.k6.mts',
    'load/rush.k6.spec.ts',
    'load/deep/rush.k6.ts',
  ])('stops at %s, since misnamed must not mean not-run', (file) => {
    const firstOdd = file.split('/').slice(0, 2).join('/');
    expect(() => discover(projectWith(file))).toThrow(
      expect.objectContaining({ name: 'UsageError', message: expect.stringContaining(firstOdd) }),
    );
  });

  it('stops at a spec file that no Playwright project runs', () => {
    expect(() =>
      refuseUnlisted(['suites/journeys/a.spec.ts', 'suites/extra/b.spec.ts'], [{ file: 'suites/journeys/a.spec.ts' }]),
    ).toThrow(/suites\/extra\/b\.spec\.ts/);
  });
});
