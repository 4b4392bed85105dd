import { existsSync } from 'node:fs';
import path from 'node:path';
import { cruise as runCruiser, type ICruiseResult, type IConfiguration } from 'dependency-cruiser';
import law from '../../.dependency-cruiser.mjs';

const ROOTS = ['src', 'bin', 'suites', 'load', 'fixtures', 'reference', 'tests'];
const CONFIGS = ['playwright.config.ts', 'staging.config.ts', 'vitest.config.ts'];

export interface Breach {
  rule: string;
  from: string;
  to: string;
  advice: string;
}

export interface Cruise {
  modules: ICruiseResult['modules'];
  breaches: Breach[];
}

/** Applies the import law to a project's folder; roots that it does not have are left out. */
export async function cruise(folder: string): Promise<Cruise> {
  const { forbidden, options } = law as Required<Pick<IConfiguration, 'forbidden' | 'options'>>;
  const roots = [...ROOTS, ...CONFIGS].filter((root) => existsSync(path.join(folder, root)));
  const { output } = await runCruiser(roots, { ...options, ruleSet: { forbidden }, validate: true, baseDir: folder });
  if (typeof output === 'string')
    throw new Error(`dependency-cruiser answered with text instead of a result: ${output}`);
  const breaches = output.summary.violations.map((violation) => ({
    rule: violation.rule.name,
    from: violation.from,
    to: violation.to,
    advice: forbidden.find((rule) => rule.name === violation.rule.name)?.comment ?? violation.rule.name,
  }));
  return { modules: output.modules, breaches };
}
