import { verify } from './command.js';
import { HEALTHY_SPEC } from './project.js';
import type { Shop } from './shop.js';
import { set } from './stage.js';

export const CHECK = 'contracts/orders-api';

export const junit = (cases: string): string => `<testsuite name="orders">${cases}</testsuite>`;
export const PASSING = '<testcase name="creates an order"/>';
export const FAILING = '<testcase name="cancels an order"><failure message="got 500"/></testcase>';
export const SKIPPED = '<testcase name="refunds an order"><skipped/></testcase>';

export const WRITING = `import { utimesSync, writeFileSync } from 'node:fs';\n`;

export interface Tool {
  /** Plain Node, in `tool.mjs`. */
  script: string;
  format?: string;
  command?: string[];
  rest?: object;
}

/** A project that has a tool of its own, besides a suite. */
export function withTool({ script, format = 'junit', command = ['node', 'tool.mjs'], rest = {} }: Tool) {
  return (shop: Shop) => ({
    config: `export default ${JSON.stringify({
      name: 'Tiny shop',
      staging: { target: shop.url },
      foreign: [{ check: CHECK, format, command, ...rest }],
    })};`,
    files: {
      'suites/integrations/front-page.spec.ts': HEALTHY_SPEC,
      'tool.mjs': `${WRITING}${script}`,
    },
  });
}

/** Asks staging, reports, and ends. */
export function reporting(report: string, exitCode = 0): string {
  return `
    const answer = await fetch(process.env.GONOGO_TARGET + '/?by=tool');
    if (!answer.ok) process.exit(9);
    console.log('run ' + process.env.GONOGO_RUN_ID);
    writeFileSync(process.env.GONOGO_REPORT, ${JSON.stringify(report)});
    process.exitCode = ${exitCode};`;
}

export async function verdictOf(tool: Tool, words: string[] = []) {
  const { project, shop } = await set(withTool(tool));
  const ended = await verify(project, words);
  const check = ended.verdict?.checks.find(({ id }) => id === CHECK);
  return { ...ended, check, shop, word: ended.verdict?.verdict };
}
