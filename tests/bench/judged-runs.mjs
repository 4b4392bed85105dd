// Runs to judge, made up: of everything that is checked some, most of it good, as in a large project's nightly run.
import { digestOf } from '../../dist/evidence/digest.js';
import { goodRecord } from '../../dist/policy/good-record.js';
import { parseLimit } from '../../dist/records/limit-expression.js';
import { policy as policySchema } from '../../dist/records/policy.js';

export const at = '2026-11-20T12:00:00.000Z';
export const policy = policySchema.parse({
  version: 1,
  tiers: [
    { checks: 'integrations/**', tier: 'advisory' },
    { checks: 'load/**', tier: 'blocking' },
  ],
});
const limit = parseLimit('http_req_duration{name:pay}', 'p(95)<800');
// A minute of load.
const seconds = 60;

/** @param {string} runId @param {number} count @returns {import('../../dist/records/plan.js').Plan} */
export function drawnPlan(runId, count) {
  const checks = Array.from({ length: count }, (_, n) => plannedCheck(n));
  return {
    ...{ schemaVersion: 1, runId, createdAt: at, gonogo: '0.1.0', profile: 'standard', partial: false },
    ...{ gatherings: [], notChecked: [], checks, requested: { release: '2.4.0', origin: '--release' } },
    ...{ target: { name: 'shop', url: 'http://127.0.0.1:1/' }, tools: {} },
    digests: { config: 'c', policy: digestOf(policy), waivers: digestOf([]), quarantine: digestOf([]) },
  };
}

/** @param {number} n @returns {import('../../dist/records/plan.js').PlannedCheck} */
function plannedCheck(n) {
  const row = {
    title: `Check ${n}`,
    tier: /** @type {const} */ ('blocking'),
    thirdParties: ['payments'],
    owner: 'shop',
  };
  if (n === 0)
    return { ...row, id: 'environment/release-identity', stage: 'environment', source: { kind: 'identity' } };
  const test = (/** @type {string} */ stage) =>
    /** @type {const} */ ({
      ...{ ...row, id: `${stage}/c-${n}`, stage },
      source: { kind: 'test', file: `suites/${stage}/c-${n}.spec.ts`, line: 1, project: stage, title: `Check ${n}` },
    });
  if (n % 10 === 1)
    return {
      ...row,
      id: `load/rush/l-${n}`,
      stage: 'load',
      source: { kind: 'limit', file: 'load/rush.k6.ts', tool: 'k6', limit },
    };
  if (n % 10 === 2)
    return {
      ...row,
      id: `journeys/c-${n + 1}/@accessible`,
      stage: 'journeys',
      source: { kind: 'derived', of: `journeys/c-${n + 1}`, tag: '@accessible' },
    };
  return test(n % 10 === 4 ? 'integrations' : 'journeys');
}

/** @param {import('../../dist/records/plan.js').Plan} plan @returns {import('../../dist/records/evidence.js').EvidenceRecord[]} */
export function recordsOf({ runId, checks, requested, profile }) {
  const context = { runId, requested, profile, policy, now: at, health: [], problems: new Map() };
  return checks.map((check, n) => {
    const record = goodRecord(check, context);
    const { measured } = record;
    if (measured.kind === 'limit') {
      const blocks = Array.from({ length: seconds }, (_, second) => ({
        samples: 20,
        beyond: second % 10 === n % 10 ? 1 : 0,
      }));
      const [samples, beyond] = [seconds * 20, blocks.filter((block) => block.beyond > 0).length];
      return { ...record, measured: { ...measured, samples, beyond, blocks, observed: 412 } };
    }
    if (measured.kind !== 'test') return record;
    const steps = ['opens the shop', 'puts a kettle into the cart', 'pays'].map((title, step) => ({
      ...{ title, depth: 0, durationMs: 700 },
      failed: n % 50 === 7 && step === 2,
    }));
    const [good] = measured.attempts.map((attempt) => ({ ...attempt, steps, assertions: 7, durationMs: 2100 }));
    if (good === undefined) return record;
    const errors = [
      { message: `Error: expect(locator).toHaveText(expected)\n\nExpected: "Thank you ${n % 5}"\nReceived: "Sorry"` },
    ];
    const bad = { ...good, status: /** @type {const} */ ('failed'), errors };
    const attempts = n % 50 === 7 ? [bad, bad] : n % 200 === 8 ? [bad, good] : [good];
    return { ...record, measured: { ...measured, attempts } };
  });
}
