import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { parseDocument } from 'yaml';
import { policy, type Policy } from '../records/policy.js';
import { UsageError } from '../records/usage-error.js';
import { validated } from './config.js';

export const policyFile = 'policy.yaml';
const maxBytes = 256 * 1024;

/** The policy, and whether a file said so or the safe default did. */
export interface PolicyRead {
  policy: Policy;
  origin: 'policy.yaml' | 'default';
}

/**
 * Reads `policy.yaml`. No file: the safe default (everything blocking, no flake). An empty one is an error, since
 * nobody can tell whether it was meant.
 * @throws UsageError with the line and the key.
 */
export function readPolicy(projectDir: string): PolicyRead {
  const file = path.join(projectDir, policyFile);
  if (!existsSync(file)) return { policy: policy.parse({ version: 1 }), origin: 'default' };
  if (statSync(file).size > maxBytes) throw new UsageError(`${policyFile} is over ${maxBytes} bytes.`);
  const document = parseDocument(readFileSync(file, 'utf8'), { version: '1.2', strict: true, uniqueKeys: true });
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem !== undefined) {
    const line = problem.linePos?.[0].line;
    throw new UsageError(`${policyFile}${line === undefined ? '' : `, line ${line}`}: ${problem.message}`);
  }
  let data: unknown;
  try {
    data = document.toJS({ maxAliasCount: 0 });
  } catch {
    throw new UsageError(`${policyFile}: aliases (*name) are not allowed. Write the value out.`);
  }
  if (data === null || data === undefined) {
    throw new UsageError(`${policyFile} is empty. Remove it for the default policy, or start it with "version: 1".`);
  }
  return { policy: validated(policy, data, policyFile), origin: 'policy.yaml' };
}
