import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { policyLimits, policyNotes, policyValues, readPolicy } from './policy.js';

let dir: string;
beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), 'gonogo-policy-'))));
afterEach(() => rmSync(dir, { recursive: true }));

function read(text: string) {
  writeFileSync(join(dir, 'policy.yaml'), text);
  return readPolicy(dir);
}
const strictest = {
  ...{ version: 1, tiers: [], required: [], flakeBudget: 0, attempts: 2, evidenceMaxAgeHours: 24, limits: [] },
  waivers: { horizonDays: { blocking: 30, advisory: 90 }, never: ['environment/**'] },
  ...{ quarantine: { atMost: 0, horizonDays: 30 }, approvals: [] },
};

describe('policy.yaml', () => {
  it('may be left out: then everything blocks, no flake passes and nothing is excepted', () => {
    expect(readPolicy(dir)).toMatchObject({ policy: strictest, origin: 'default' });
  });

  it('is as strict in what it leaves out', () => {
    expect(read('version: 1\n')).toMatchObject({ policy: strictest, origin: 'policy.yaml' });
    expect(read('version: 1\nwaivers: { horizonDays: { blocking: 7 } }\n').policy.waivers).toEqual({
      ...{ horizonDays: { blocking: 7, advisory: 90 }, never: ['environment/**'] },
    });
  });

  it('keeps its tiers in the order they are written: the first that matches decides', () => {
    const text = `version: 1\ntiers:\n  - { checks: speed/checkout, tier: blocking }\n  - { checks: speed/**, tier: advisory }\n`;
    expect(read(text).policy.tiers.map(({ checks }) => checks)).toEqual(['speed/checkout', 'speed/**']);
  });

  it.each([
    ['an unknown key', 'version: 1\nflakyBudget: 3\n', 'line 2: flakyBudget: unknown key. Did you mean flakeBudget?'],
    ['an unknown version', 'version: 2\n', 'line 1: version: Invalid input: expected 1.'],
    [
      'a tier that does not exist',
      'version: 1\ntiers: [{ checks: "a/**", tier: optional }]\n',
      'line 2: tiers[0].tier: Invalid option',
    ],
    [
      'a required check that is no id',
      'version: 1\nrequired:\n  - a/b\n  - checkout\n',
      'line 4: required[1]: not a check id',
    ],
    ['a negative budget', 'version: 1\nflakeBudget: -1\n', 'line 2: flakeBudget: Too small'],
    ['no attempt', 'version: 1\nattempts: 0\n', 'line 2: attempts: Too small'],
    ['six attempts', 'version: 1\nattempts: 6\n', 'line 2: attempts: Too big'],
    ['evidence that is never fresh', 'version: 1\nevidenceMaxAgeHours: 0\n', 'line 2: evidenceMaxAgeHours: Too small'],
    ['evidence that never ages', 'version: 1\nevidenceMaxAgeHours: .inf\n', 'line 2: .inf is no finite number'],
    [
      'a limit without an expression',
      'version: 1\nlimits: [{ check: load/a/b }]\n',
      'line 2: limits[0].expression: is missing. It wants text.',
    ],
    [
      'required: emptied by halves',
      'version: 1\nrequired:\n',
      'line 2: required: nothing is written after it. Write a list, or remove the key.',
    ],
  ])('is refused for %s', (_, text, words) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({ name: 'UsageError', message: expect.stringContaining(words) }),
    );
  });

  it('is told key by key, each with who says so', () => {
    const values = policyValues(read('version: 1\nwaivers:\n  horizonDays:\n    blocking: 7\nattempts: 1\n'));
    expect(values.map(({ key, value, from }) => [key, value, from])).toEqual([
      ['version', 1, 'policy.yaml line 1'],
      ['tiers', [], 'default'],
      ['required', [], 'default'],
      ['flakeBudget', 0, 'default'],
      ['attempts', 1, 'policy.yaml line 5'],
      ['evidenceMaxAgeHours', 24, 'default'],
      ['limits', [], 'default'],
      ['comparisons', [], 'default'],
      ['costs', [], 'default'],
      ['capacity', [], 'default'],
      ['underLoad', [], 'default'],
      ['steady', [], 'default'],
      ['waivers.horizonDays.blocking', 7, 'policy.yaml line 4'],
      ['waivers.horizonDays.advisory', 90, 'default'],
      ['waivers.never', ['environment/**'], 'default'],
      ['quarantine.atMost', 0, 'default'],
      ['quarantine.horizonDays', 30, 'default'],
      ['approvals', [], 'default'],
    ]);
  });

  it('tells where each of its limits is written', () => {
    const limits = policyLimits(read('version: 1\nlimits:\n  - { check: load/a/b, expression: med<5 }\n'));
    expect(limits).toEqual([{ check: 'load/a/b', expression: 'med<5', place: 'policy.yaml, line 3: limits[0]' }]);
  });

  it('names the patterns that match nothing, planned or left out', () => {
    const policy = read(`version: 1\ntiers:\n${['journeys/*', 'load/**', 'speed/**'].map(tier).join('')}`);
    const checks = [{ id: 'journeys/pay' }] as Parameters<typeof policyNotes>[1]['checks'];
    const notes = policyNotes(policy, { checks, notChecked: [{ check: 'speed/home', why: 'not in smoke' }] });
    expect(notes).toEqual(["policy.yaml, line 4: tiers[1] 'load/**' matches no check"]);
  });
});

const tier = (pattern: string): string => `  - { checks: ${pattern}, tier: advisory }\n`;

describe('docs/guides/policy.md', () => {
  const guide = readFileSync(new URL('../../docs/guides/policy.md', import.meta.url), 'utf8');

  it('shows an example that is taken', () => {
    const [, example = ''] = /```yaml\n(version: 1\n[\s\S]*?)```/.exec(guide) ?? [];
    expect(read(example).policy.limits).toHaveLength(1);
  });

  it('names every key with its default', () => {
    const rows = new Map(
      [...guide.matchAll(/^\| `([a-zA-Z.]+)` +\| (.*?) +\|/gm)].map(([, key, value]) => [key, value]),
    );
    const defaults = policyValues(readPolicy(dir)).map(({ key, value }): [string, string] => [
      key,
      key === 'version' ? 'must be there: `1`' : `\`${JSON.stringify(value).replaceAll('"', '')}\``,
    ]);
    expect(rows).toEqual(new Map(defaults));
  });
});
