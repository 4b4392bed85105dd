import path from 'node:path';
import { asOne, goCounts, vitestCounts } from './counts.mjs';
import { findGo } from './go.mjs';
import { typeProjects } from './projects.mjs';

/**
 * A step of `npm test`: commands one after the other, each counted on its own. `alone` steps measure time or fill the
 * machine and share it with no other step.
 *
 * @typedef {{ command: string, args: string[], cwd?: string, env?: Record<string, string>, reportFile?: string, count: (ended: import('./counts.mjs').Ended) => import('./counts.mjs').Counts }} Command
 * @typedef {{ id: string, promise: string, limitS: number, alone?: boolean, commands: () => Command[] | Promise<Command[]> }} Step
 */

/** @param {string} repository @param {string} logs where reports of runners go @returns {Step[]} in the order in which they start */
export function steps(repository, logs) {
  const projects = typeProjects(repository);
  /** @param {string} name @param {string[]} args @returns {Command} */
  const tool = (name, ...args) => ({
    command: process.execPath,
    args: [path.join(repository, 'node_modules', name), ...args],
    count: asOne,
  });
  const eslint = (/** @type {string[]} */ ...args) => tool('eslint/bin/eslint.js', ...args);
  const prettier = (/** @type {string[]} */ ...args) => tool('prettier/bin/prettier.cjs', ...args);
  const tsc = (/** @type {string} */ project) => tool('typescript/bin/tsc', '-p', project, '--noEmit');
  /** @param {string} project @returns {Command} */
  const vitest = (project) => {
    const reportFile = path.join(logs, `${project}.json`);
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
    return { ...tool('vitest/vitest.mjs', 'run', '--project', project, ...reporters), reportFile, count: vitestCounts };
  };
  return [
    { id: 'format', promise: 'prettier', limitS: 120, commands: () => [prettier('--check', '--log-level=warn', '.')] },
    {
      id: 'lint',
      promise: 'eslint with type information',
      limitS: 300,
      commands: () => [eslint('--max-warnings=0', '.')],
    },
    {
      id: 'types',
      promise: `tsc: ${projects.present.join(', ')}${projects.missing.map((folder) => ` (no ${folder}/ here)`).join('')}`,
      limitS: 180,
      commands: () => projects.present.map(tsc),
    },
    { id: 'laws', promise: 'import law, names, the map', limitS: 180, commands: () => [vitest('laws')] },
    { id: 'unused', promise: 'knip', limitS: 120, commands: () => [tool('knip/bin/knip.js', '--no-progress')] },
    { id: 'unit', promise: 'what each room promises', limitS: 600, alone: true, commands: () => [vitest('unit')] },
    {
      id: 'go',
      promise: 'the k6 extension: go vet, go test -race',
      limitS: 900,
      commands: async () => {
        const go = await findGo(repository);
        const place = {
          command: go.path,
          env: { ...go.env, CGO_ENABLED: '1' },
          cwd: path.join(repository, 'load', 'xk6'),
        };
        return [
          { ...place, args: ['vet', './...'], count: asOne },
          { ...place, args: ['test', '-race', '-json', './...'], count: goCounts },
        ];
      },
    },
    {
      id: 'black-box',
      promise: 'the real command against hostile projects',
      limitS: 1200,
      alone: true,
      commands: () => [vitest('black-box')],
    },
  ];
}
