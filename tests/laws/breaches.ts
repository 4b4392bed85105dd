const STUB = 'export const stub = 1;\n';

/** A package that can be resolved without being installed. */
function stubPackage(name: string): Record<string, string> {
  return {
    [`node_modules/${name}/package.json`]: JSON.stringify({ name, version: '1.0.0', main: 'index.js' }),
    [`node_modules/${name}/index.js`]: 'module.exports = { stub: 1 };\n',
  };
}

/** A small house that keeps the law, into which one breach at a time is seeded. */
export const lawfulHouse: Record<string, string> = {
  'package.json': JSON.stringify({
    name: 'house',
    version: '1.0.0',
    type: 'module',
    exports: { '.': './dist/index.js' },
    dependencies: { zod: '1', autocannon: '1', yaml: '1' },
    devDependencies: { vitest: '1' },
  }),
  'tsconfig.json': JSON.stringify({ compilerOptions: { module: 'NodeNext', moduleResolution: 'NodeNext' } }),
  ...stubPackage('zod'),
  ...stubPackage('autocannon'),
  ...stubPackage('yaml'),
  ...stubPackage('vitest'),
  'dist/index.js': STUB,
  'dist/tools/hands.js': STUB,
  'src/records/noun.ts': `import { stub as zod } from 'zod';\nexport const stub = zod;\n`,
  'src/plan/draw.ts': `import { stub as hands } from '../tools/hands.js';\nexport const stub = hands;\n`,
  'src/tools/hands.ts': `import { spawn } from 'node:child_process';\nimport { stub as load } from 'autocannon';\nexport const stub = [spawn, load];\n`,
  'src/policy/judge.ts': `import { stub as noun } from '../records/noun.js';\nexport const stub = noun;\n`,
  'src/verdict/decide.ts': `import type { stub as Judge } from '../policy/judge.js';\nexport type Stub = typeof Judge;\n`,
  'src/report/say.ts': STUB,
  'src/verify.ts': `import { stub as plan } from './plan/draw.js';\nexport const stub = plan;\n`,
  'suites/journeys/buy.spec.ts': `import { stub as engine } from 'house';\nexport const stub = engine;\n`,
  'suites/journeys/pay.spec.ts': STUB,
  'fixtures/index.ts': STUB,
  'load/rush.k6.ts': `import http from 'k6/http';\nexport const stub = http;\n`,
  'reference/start.ts': STUB,
};

export interface Seed {
  rule: string;
  file: string;
  imports: string;
}

/** One breach for every kind of rule; `file` is added to the lawful house, or takes the place of its namesake. */
export const seeds: Seed[] = [
  { rule: 'judges-have-no-hands', file: 'src/policy/seed.ts', imports: 'node:fs' },
  { rule: 'judges-have-no-hands', file: 'src/records/seed.ts', imports: 'node:crypto' },
  { rule: 'judges-need-only-zod', file: 'src/verdict/seed.ts', imports: 'yaml' },
  { rule: 'policy-sees-its-neighbours', file: 'src/policy/seed.ts', imports: '../tools/hands.js' },
  { rule: 'verdict-sees-only-types', file: 'src/verdict/seed.ts', imports: '../policy/judge.js' },
  { rule: 'records-sees-its-neighbours', file: 'src/records/seed.ts', imports: '../report/say.js' },
  { rule: 'tools-sees-its-neighbours', file: 'src/tools/seed.ts', imports: '../plan/draw.js' },
  { rule: 'report-sees-its-neighbours', file: 'src/report/seed.ts', imports: '../verify.js' },
  { rule: 'only-tools-spawn', file: 'src/plan/seed.ts', imports: 'node:child_process' },
  { rule: 'only-tools-spawn', file: 'fixtures/seed.ts', imports: 'child_process' },
  { rule: 'only-tools-drive', file: 'src/verify-seed.ts', imports: 'autocannon' },
  { rule: 'engine-stands-alone', file: 'src/seed.ts', imports: '../reference/start.js' },
  { rule: 'engine-ships-its-dependencies', file: 'src/report/seed.ts', imports: 'vitest' },
  { rule: 'guests-use-front-doors', file: 'suites/journeys/seed.spec.ts', imports: '../../src/tools/hands.js' },
  { rule: 'guests-use-front-doors', file: 'load/seed.autocannon.ts', imports: '../dist/tools/hands.js' },
  { rule: 'suites-stand-alone', file: 'suites/journeys/seed.spec.ts', imports: './pay.spec.js' },
  { rule: 'fixtures-serve-suites', file: 'fixtures/seed.ts', imports: '../load/rush.k6.js' },
  { rule: 'reference-is-deletable', file: 'fixtures/seed.ts', imports: '../reference/start.js' },
  { rule: 'reference-knows-no-engine', file: 'reference/seed.ts', imports: '../src/report/say.js' },
  { rule: 'tests-stay-outside', file: 'src/plan/seed.ts', imports: './draw.test.js' },
  { rule: 'no-cycles', file: 'src/report/say.ts', imports: './say.js' },
  { rule: 'nothing-unresolved', file: 'src/report/seed.ts', imports: './nowhere.js' },
];
