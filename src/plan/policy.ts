import type { Plan } from '../records/plan.js';
import { policy, type Policy } from '../records/policy.js';
import { matchesPattern } from '../records/pattern.js';
import type { PolicyLimit } from './load.js';
import { keyText, readLocatedYaml, type YamlRead } from './strict-yaml.js';
import type { KeyPath } from './yaml-grammar.js';

export const policyFile = 'policy.yaml';

/** The policy, and where each part of it was said: in a file, or nowhere, so that the safe default holds. */
export interface PolicyRead {
  policy: Policy;
  origin: 'policy.yaml' | 'default';
  lineOf: YamlRead<Policy>['lineOf'];
}

/**
 * Reads `policy.yaml`. No file: the safe default (everything blocking, no flake). An empty one is an error, since
 * nobody can tell whether it was meant.
 * @throws UsageError with the line and the key.
 */
export function readPolicy(projectDir: string): PolicyRead {
  const read = readLocatedYaml(projectDir, policyFile, policy);
  if (read === undefined) {
    return { policy: policy.parse({ version: 1 }), origin: 'default', lineOf: () => undefined };
  }
  return { policy: read.value, origin: policyFile, lineOf: read.lineOf };
}

/** One key of the policy, what holds for it, and who says so. */
export interface PolicyValue {
  key: string;
  value: unknown;
  /** `policy.yaml line 3` or `default`. */
  from: string;
}

/** Every key of the policy, those within others by their full name: what `gonogo plan` prints. */
export function policyValues({ policy: read, lineOf }: PolicyRead): PolicyValue[] {
  return [...valuesWithin(read, [], lineOf)];
}

function* valuesWithin(within: object, at: string[], lineOf: PolicyRead['lineOf']): Generator<PolicyValue> {
  for (const [name, value] of Object.entries(within) as [string, unknown][]) {
    const key = [...at, name];
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) yield* valuesWithin(value, key, lineOf);
    else {
      const line = lineOf(key);
      yield { key: keyText(key), value, from: line === undefined ? 'default' : `${policyFile} line ${line}` };
    }
  }
}

/** The policy's own limits, each with where it is written. */
export function policyLimits(read: PolicyRead): PolicyLimit[] {
  return read.policy.limits.map((limit, at) => ({ ...limit, place: placeOf(read, ['limits', at]) }));
}

/** What is in the policy and has no effect on this plan: most likely a misspelled pattern. */
export function policyNotes(read: PolicyRead, plan: Pick<Plan, 'checks' | 'notChecked'>): string[] {
  const ids = [...plan.checks.map(({ id }) => id), ...plan.notChecked.map(({ check }) => check)];
  return read.policy.tiers.flatMap(({ checks }, at) =>
    ids.some((id) => matchesPattern(id, checks))
      ? []
      : [`${placeOf(read, ['tiers', at])} '${checks}' matches no check`],
  );
}

/** Where the policy says something: `policy.yaml, line 7: limits[1]`. */
export function placeOf({ lineOf }: PolicyRead, at: KeyPath): string {
  const line = lineOf(at);
  return `${policyFile}${line === undefined ? '' : `, line ${line}`}: ${keyText(at)}`;
}
