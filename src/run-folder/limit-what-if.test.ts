import { rmSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import type { Measured } from '../records/evidence.js';
import type { PlannedCheck } from '../records/plan.js';
import { parseLimit } from '../records/limit-expression.js';
import { place } from '../release/signed-run.test-data.js';
import { asked, checks, counts, limited, rules, runOf } from './what-if.test-data.js';

afterAll(() => rmSync(place, { recursive: true }));

describe('a limit of another policy', () => {
  const held = (expression: string, change: object = {}) =>
    rules({ limits: [{ check: 'load/rush/pay', expression }], ...change });
  const slow = (beyond: number, expression = 'p(95)<800') => limitRun(limited(expression, 'http_req_duration'), beyond);
  const errors = (beyond: number, expression = 'rate<0.1') => limitRun(limited(expression), beyond);
  const limitRun = (
    check: PlannedCheck,
    beyond: number,
  ): [PlannedCheck[], Record<string, ReturnType<typeof counts>>] => [
    [...checks, check],
    { 'load/rush/pay': counts(1000, beyond) },
  ];

  test('is judged from the counts where these do not depend on it', () => {
    expect(asked(runOf(rules(), ...errors(50)), held('rate<0.01')).words).toEqual(['GO', 'NO-GO']);
    expect(asked(runOf(rules(), ...errors(50)), held('rate<0.09')).words).toEqual(['GO', 'GO']);
    expect(asked(runOf(held('rate<0.01'), ...errors(50, 'rate<0.01')), held('rate<0.1')).words).toEqual([
      'NO-GO',
      'GO',
    ]);
  });

  test('is nobody’s guess where nobody counted at its edge', () => {
    const { words, after } = asked(runOf(rules(), ...slow(10)), held('p(95)<500'));
    expect(words).toEqual(['GO', 'INCONCLUSIVE']);
    expect(after.checks.at(-1)?.message).toContain(
      'The policy limits it to p(95)<500, and it was measured at p(95)<800',
    );
  });

  test('that is tighter is not kept by what does not keep the looser one', () => {
    expect(asked(runOf(rules(), ...slow(200)), held('p(95)<500')).words).toEqual(['NO-GO', 'NO-GO']);
    const own = runOf(held('p(95)<600'), ...slow(200, 'p(95)<600'));
    expect(asked(own, held('p(95)<500')).words).toEqual(['NO-GO', 'NO-GO']);
  });

  test('that is looser than the run’s own is kept by a pass, and unknown after a failure', () => {
    const passed = runOf(held('p(95)<500'), ...slow(10, 'p(95)<500'));
    expect(asked(passed, held('p(95)<700')).words).toEqual(['GO', 'GO']);
    expect(asked(passed, rules()).words).toEqual(['GO', 'GO']);
    const failed = runOf(held('p(95)<500'), ...slow(200, 'p(95)<500'));
    expect(asked(failed, held('p(95)<700')).words).toEqual(['NO-GO', 'INCONCLUSIVE']);
    const { words, why } = asked(failed, rules());
    expect(words).toEqual(['NO-GO', 'INCONCLUSIVE']);
    expect(why[0]).toContain("holds it to the script's own limit, and it was measured at the run's own p(95)<500");
  });

  test('does not loosen what the script itself says, nor count what was measured for something else', () => {
    expect(asked(runOf(rules(), ...errors(200)), held('rate<0.5')).words).toEqual(['NO-GO', 'NO-GO']);
    const [planned] = errors(0);
    const other = parseLimit('http_req_failed', 'rate<0.2');
    const measured = {
      'load/rush/pay': (good: Measured): Measured => (good.kind === 'limit' ? { ...good, limit: other } : good),
    };
    expect(asked(runOf(rules(), planned, measured), held('rate<0.05')).words).toEqual(['INCONCLUSIVE', 'INCONCLUSIVE']);
  });
});
