import type { ChildProcess } from 'node:child_process';
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Verdict } from '../src/records/verdict.js';
import { verdict } from '../src/records/verdict.js';

const manifest = { name: 'clone', version: '1.2.3', type: 'module', dependencies: { part: 'file:part-1.0.0.tgz' } };

export interface Clone {
  dir: string;
  file: (name: string) => string;
  /** Gives it an engine: the body of `main(given)`. */
  engine: (body: string) => void;
  start: (
    words: string[],
    env?: Record<string, string>,
  ) => { child: ChildProcess; heard: () => string; ended: Promise<Ended> };
  gonogo: (...words: string[]) => Promise<Ended>;
  latest: () => Verdict;
  remove: () => void;
}

export interface Ended {
  code: number | null;
  stdout: string;
  stderr: string;
}

/**
 * A checkout in miniature: the real bin/, npm and tsc, one package from a local tarball, an engine of a few lines. The
 * package's install script says its process id in the file HUNG, and ends when there is no file HANG.
 */
export function miniatureClone(): Clone {
  const clone = mkdtempSync(join(tmpdir(), 'gonogo-clone-'));
  const file = (name: string) => join(clone, name);
  const engine = (body: string) =>
    writeFileSync(
      file('src/cli.ts'),
      `declare const process: any;\nexport async function main(given: any): Promise<any> { ${body} }\n`,
    );
  fill(clone);
  engine('process.stdout.write(JSON.stringify(given)); return 5;');
  const start = (words: string[], env: Record<string, string> = {}) => startIn(clone, words, env);
  return {
    dir: clone,
    file,
    engine,
    start,
    gonogo: (...words) => start(words).ended,
    latest: () => verdict.parse(JSON.parse(readFileSync(file('reports/latest/verdict.json'), 'utf8'))),
    remove: () => rmSync(clone, { recursive: true, force: true }),
  };
}

function fill(clone: string): void {
  const part = join(clone, 'part');
  mkdirSync(join(clone, 'src'));
  mkdirSync(part);
  cpSync(import.meta.dirname, join(clone, 'bin'), { recursive: true, filter: (file) => !file.endsWith('.ts') });
  const install = 'node hang.mjs';
  writeFileSync(
    join(part, 'hang.mjs'),
    `import { existsSync, renameSync, writeFileSync } from 'node:fs';
    const { HANG, HUNG } = process.env;
    if (HUNG) { writeFileSync(HUNG + '.tmp', String(process.pid)); renameSync(HUNG + '.tmp', HUNG); }
    const look = () => existsSync(HANG ?? '') && setTimeout(look, 50);
    look();`,
  );
  writeFileSync(join(part, 'package.json'), JSON.stringify({ name: 'part', version: '1.0.0', scripts: { install } }));
  const typescript = `file:${resolve(import.meta.dirname, '../node_modules/typescript')}`;
  writeFileSync(join(clone, 'package.json'), JSON.stringify({ ...manifest, devDependencies: { typescript } }));
  writeFileSync(
    join(clone, 'src', 'tsconfig.json'),
    JSON.stringify({
      compilerOptions: {
        module: 'NodeNext',
        strict: true,
        composite: true,
        types: [],
        outDir: '../dist',
        rootDir: '.',
        tsBuildInfoFile: '../dist/.tsbuildinfo',
      },
      include: ['**/*.ts'],
    }),
  );
  execFileSync('npm', ['pack', '--silent', './part'], { cwd: clone });
  execFileSync('npm', ['install', '--package-lock-only', '--silent', '--offline'], { cwd: clone });
}

function startIn(clone: string, words: string[], env: Record<string, string>) {
  const child = spawn(process.execPath, ['bin/gonogo.mjs', ...words], {
    cwd: clone,
    env: { ...process.env, npm_config_fetch_retries: '0', ...env },
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  const ended = new Promise<Ended>((done) => child.on('close', (code) => done({ code, stdout, stderr })));
  return { child, heard: () => stderr, ended };
}
