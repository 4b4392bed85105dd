import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readPolicy } from './policy.js';

let dir: string;
beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), 'gonogo-policy-'))));
afterEach(() => rmSync(dir, { recursive: true }));

function read(text: string) {
  writeFileSync(join(dir, 'policy.yaml'), text);
  return readPolicy(dir);
}
const strictest = { version: 1, tiers: [], required: [], flakeBudget: 0, attempts: 2, evidenceMaxAgeHours: 24 };

describe('policy.yaml', () => {
  it('may be left out: then everything blocks and no flake passes', () => {
    expect(readPolicy(dir)).toEqual({ policy: strictest, origin: 'default' });
  });

  it('is as strict in what it leaves out', () => {
    expect(read('version: 1\n')).toEqual({ policy: strictest, origin: 'policy.yaml' });
  });

  it('keeps its tiers in the order they are written: the first that matches decides', () => {
    const text = `version: 1\ntiers:\n  - { checks: speed/checkout, tier: blocking }\n  - { checks: speed/**, tier: advisory }\n`;
    expect(read(text).policy.tiers.map(({ checks }) => checks)).toEqual(['speed/checkout', 'speed/**']);
  });

  it.each([
    ['nothing', '', /is empty/],
    ['a comment only', '# version: 1\n', /is empty/],
    ['an unknown key', 'version: 1\nflakyBudget: 3\n', /flakyBudget: unknown key/],
    ['an unknown version', 'version: 2\n', /version:/],
    ['no version', 'flakeBudget: 1\n', /version:/],
    ['a tier that does not exist', 'version: 1\ntiers: [{ checks: "a/**", tier: optional }]\n', /tiers\.0\.tier:/],
    ['a required check that is no id', 'version: 1\nrequired: [checkout]\n', /required\.0: not a check id/],
    ['a negative budget', 'version: 1\nflakeBudget: -1\n', /flakeBudget:/],
    ['a budget that is a word', 'version: 1\nflakeBudget: "1"\n', /flakeBudget:/],
    ['evidence that never ages', 'version: 1\nevidenceMaxAgeHours: .inf\n', /evidenceMaxAgeHours:/],
    ['a key that is there twice', 'version: 1\nflakeBudget: 0\nflakeBudget: 9\n', /line 3/],
    ['two documents', 'version: 1\n---\nversion: 1\nflakeBudget: 9\n', /policy\.yaml/],
    ['broken YAML', 'version: 1\ntiers: [\n', /policy\.yaml, line/],
    ['an alias', 'version: 1\nflakeBudget: &n 1\nattempts: *n\n', /aliases/],
    ['an unknown tag', 'version: !secret 1\n', /policy\.yaml, line 1/],
    ['a list', '- version: 1\n', /the whole file/],
    ['more than anybody writes', `version: 1\n#${'x'.repeat(256 * 1024)}\n`, /over 262144 bytes/],
  ])('is refused for %s', (_, text, words) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({ name: 'UsageError', message: expect.stringMatching(words) }),
    );
  });
});
