import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { startSupervisor, type Supervisor } from '../supervisor/index.js';
import { findK6, k6InWords, type FindK6 } from './find.js';

const withExtension = 'k6 v2.2.0 (go1.26.8, linux/amd64)\nExtensions:\n  example.com/x (devel), evidence [output]';

let house: string;
let supervisor: Supervisor;
beforeAll(async () => {
  house = mkdtempSync(path.join(tmpdir(), 'gonogo-k6-house-'));
  const env = { PATH: String(process.env['PATH']) };
  const place = { runId: path.basename(house), runDir: house, tempDir: path.join(house, 'tmp') };
  supervisor = await startSupervisor({ ...place, env, secrets: [] });
});
afterAll(async () => {
  await supervisor.close();
  rmSync(house, { recursive: true, force: true });
});

let folder: string;
let moduleDir: string;
let said: string[];
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'gonogo-k6-'));
  moduleDir = path.join(folder, 'load', 'xk6');
  said = [];
  mkdirSync(moduleDir, { recursive: true });
  writeFileSync(path.join(moduleDir, 'go.mod'), 'module example.com/x\n\nrequire go.k6.io/k6/v2 v2.2.0\n');
  writeFileSync(path.join(moduleDir, 'x.go'), 'package x\n');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function program(name: string, lines: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${lines}\n`);
  chmodSync(file, 0o755);
  return file;
}

/** A k6 that says this as its version. */
function k6Saying(version: string): string {
  return program('some-k6', `cat <<'END'\n${version}\nEND`);
}

/** A Go whose xk6 notes its arguments and "builds" a k6 that says this. */
function goBuilding(version: string): string {
  const built = k6Saying(version);
  return program(
    'go',
    `echo "$@" >> ${folder}/builds\nwhile [ $# -gt 1 ]; do [ "$1" = --output ] && cp ${built} "$2"; shift; done`,
  );
}

const builds = (): string[] =>
  existsSync(`${folder}/builds`) ? readFileSync(`${folder}/builds`, 'utf8').trim().split('\n') : [];

function find(options: Partial<FindK6> = {}): ReturnType<typeof findK6> {
  const go = (): Promise<{ path: string; env: Record<string, string> }> =>
    Promise.resolve({ path: goBuilding(withExtension), env: {} });
  return findK6({
    supervisor,
    configured: undefined,
    cacheDir: path.join(folder, 'cache'),
    packageDir: folder,
    log: (line) => said.push(line),
    go,
    ...options,
  });
}

describe('the k6 of a run', () => {
  it('is built once from the sources, with the version that go.mod names, and says so', async () => {
    const first = await find();
    expect(first.version).toBe('2.2.0');
    expect(builds()).toEqual([expect.stringContaining(`tool xk6 build v2.2.0 --with example.com/x=${moduleDir}`)]);
    expect(said.join()).toContain('building k6 v2.2.0');
    expect(await find()).toEqual(first);
    expect(builds()).toHaveLength(1);
  });

  it('is built anew when a source changes, and not when a test does', async () => {
    const first = await find();
    writeFileSync(path.join(moduleDir, 'x_test.go'), 'package x\n');
    expect(await find()).toEqual(first);
    writeFileSync(path.join(moduleDir, 'x.go'), 'package x // changed\n');
    expect((await find()).path).not.toBe(first.path);
    expect(builds()).toHaveLength(2);
  });

  it('is the configured one, without a look for Go', async () => {
    const configured = k6Saying(withExtension);
    const go = (): never => {
      throw new Error('was asked for');
    };
    expect(await find({ configured, go })).toEqual({ path: configured, version: '2.2.0', hasExtension: true });
  });

  it('may lack the extension where it is configured, and says what its evidence lacks then', async () => {
    const configured = k6Saying('k6 v2.2.0 (go1.26.8, linux/amd64)');
    const found = await find({ configured });
    expect(found).toEqual({ path: configured, version: '2.2.0', hasExtension: false });
    expect(said.join()).toContain('its evidence lacks how late k6 itself was');
    // Runs of the one are not compared with those of the other.
    expect(k6InWords(found)).not.toBe(k6InWords({ ...found, hasExtension: true }));
  });

  it('is no k6 of before v2 without the extension: nobody here knows what it prints', async () => {
    const configured = k6Saying('k6 v1.4.0 (go1.25.1, linux/amd64)');
    await expect(find({ configured })).rejects.toMatchObject({ name: 'UsageError' });
    await expect(find({ configured })).rejects.toThrow('takes k6 2 or later');
  });

  it('is no build of its own that lacks the extension', async () => {
    const go = () => Promise.resolve({ path: goBuilding('k6 v2.2.0 (go1.26.8, linux/amd64)'), env: {} });
    await expect(find({ go })).rejects.toThrow("lacks gonogo's extension");
  });

  it('may be called otherwise than k6, as it then calls itself', async () => {
    const configured = k6Saying('some-k6 v2.2.0 (go1.26.8, linux/amd64)');
    expect(await find({ configured })).toMatchObject({ version: '2.2.0' });
  });

  it('is not some other program, nor one that is not there', async () => {
    await expect(find({ configured: k6Saying('curl 8.5.0 (x86_64-pc-linux-gnu)') })).rejects.toThrow('not a k6');
    await expect(find({ configured: k6Saying('hello') })).rejects.toThrow('not a k6');
    await expect(find({ configured: path.join(folder, 'none') })).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringContaining('does not run'),
    });
  });

  it('fails with the last words of a build that failed, and leaves nothing that looks like a binary', async () => {
    const go = (): Promise<{ path: string; env: Record<string, string> }> =>
      Promise.resolve({ path: program('go', 'echo "no route to proxy" >&2; exit 1'), env: {} });
    await expect(find({ go })).rejects.toThrow('no route to proxy');
    await expect(find({ go })).rejects.toMatchObject({ name: 'SetupError' });
    expect(
      readdirSync(path.join(folder, 'cache')).flatMap((it) => readdirSync(path.join(folder, 'cache', it))),
    ).toEqual([]);
  });

  it.each([
    ['a Go that is not there', () => ({ go: () => Promise.resolve({ path: '/no/such/go', env: {} }) }), 'ENOENT'],
    ['a cache that is a file', () => ({ cacheDir: program('file', '') }), 'k6 cannot be built'],
    ['no sources', () => ({ packageDir: path.join(folder, 'none') }), 'go.mod'],
  ])('is a matter of set-up, and no defect, with %s', async (_what, options, words) => {
    await expect(find(options())).rejects.toMatchObject({
      name: 'SetupError',
      message: expect.stringContaining(words),
    });
  });
});
