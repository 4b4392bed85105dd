import { expect, test } from 'vitest';
import { scriptNamed, type Known } from './script-named.js';

const rush: Known = { file: 'load/rush.k6.ts', tool: 'k6' };
const idle: Known = { file: 'load/idle.autocannon.ts', tool: 'autocannon' };
const place = 'policy.yaml, line 7: costs[1]';

test('a script that is named is found, of whichever tool unless it has to be of k6', () => {
  expect(scriptNamed({ script: idle.file }, [rush, idle], place)).toBe(idle);
  expect(scriptNamed({ script: rush.file }, [rush, idle], place, 'k6')).toBe(rush);
});

test.each([
  ['load/none.k6.ts', undefined, 'load script in load/. There are: load/rush.k6.ts, load/idle.autocannon.ts.'],
  ['load/none.k6.ts', 'k6', 'k6 script in load/. There are: load/rush.k6.ts.'],
  [idle.file, 'k6', 'k6 script in load/. There are: load/rush.k6.ts.'],
] as const)('%s, where it is no script of tool %s, is an error that lists what there is', (script, tool, words) => {
  const named = () => scriptNamed({ script }, [rush, idle], place, tool);
  expect(named).toThrow(expect.objectContaining({ name: 'UsageError', message: `${place}: ${script} is no ${words}` }));
});

test('where there are none, that is said', () => {
  expect(() => scriptNamed({ script: idle.file }, [idle], place, 'k6')).toThrow('There are: none.');
});
