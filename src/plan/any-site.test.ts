import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { configOfAnySite, testsFolder } from './any-site.js';

let projectDir: string;
beforeEach(() => {
  projectDir = mkdtempSync(join(tmpdir(), 'any-site-'));
});
afterEach(() => rmSync(projectDir, { recursive: true, force: true }));

const target = 'https://staging.example/shop';
const requested = () => ({ release: '2.0.0', origin: '--release' as const });

function write(file: string): void {
  mkdirSync(join(projectDir, file, '..'), { recursive: true });
  writeFileSync(join(projectDir, file), '');
}

describe('a site without configuration', () => {
  it('is called after its host, and its release is what the caller says: declared', () => {
    expect(configOfAnySite(projectDir, target, requested)).toMatchObject({
      name: 'staging.example',
      staging: { target },
      release: { declared: { version: '2.0.0', commit: '2.0.0' } },
      allowedHosts: [],
    });
  });

  it('is none where a target was not named, or the project has a configuration', () => {
    expect(configOfAnySite(projectDir, undefined, requested)).toBeUndefined();
    write('staging.config.ts');
    expect(configOfAnySite(projectDir, target, requested)).toBeUndefined();
  });

  it('is an address, and holds no password', () => {
    expect(() => configOfAnySite(projectDir, 'staging', requested)).toThrow('--target staging is no address');
    expect(() => configOfAnySite(projectDir, 'https://a:b@staging.example', requested)).toThrow(
      /--target is not valid/,
    );
  });
});

describe('the suites that are run', () => {
  const folderOf = (named?: string, foreign: Parameters<typeof testsFolder>[1]['foreign'] = []) =>
    testsFolder({ projectDir, packageDir: '/package' }, { foreign }, named);

  it("are gonogo's own where a target is named and the project has nothing to check it by", () => {
    expect(folderOf(target)).toBe('/package/dist/any-site');
  });

  it('are those of the project where it has any, and where no target is named', () => {
    expect(folderOf()).toBe(projectDir);
    write('load/rush.k6.ts');
    expect(folderOf(target)).toBe(projectDir);
  });
});
