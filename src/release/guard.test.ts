import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { attacksOnApprovals, attacksOnAwaiting } from './attacks-on-approvals.test-data.js';
import { attacksOnBundle } from './attacks-on-bundle.test-data.js';
import { attacksOnEnvelope } from './attacks-on-envelope.test-data.js';
import { attacksOnLedger } from './attacks-on-ledger.test-data.js';
import { attacksOnTerms, waiver } from './attacks-on-terms.test-data.js';
import { bundleFiles } from './bundle.js';
import { answer, asked, awaiting, copy, from, keys, noApprovals, rules, scene } from './guard.test-data.js';
import { refusals } from './refusal.js';
import { approveIn, finishedRun, place, signInto } from './signed-run.test-data.js';

afterAll(() => rmSync(place, { recursive: true }));

const attacks = [
  attacksOnEnvelope,
  attacksOnTerms,
  attacksOnBundle,
  attacksOnLedger,
  attacksOnApprovals,
  attacksOnAwaiting,
].flat();

describe('the guard releases', () => {
  test('a fresh, signed, recorded and approved GO of exactly this', () => {
    expect(asked(copy())).toMatchObject({ said: expect.stringMatching(/^GO \(standard\).*attempt 1$/) });
  });
  test('at the very edges of its age and of the clocks', () => {
    const edges = ['2026-11-20T11:59:00.000Z', '2026-11-21T11:59:59.999Z'];
    expect(edges.map((now) => answer({ ...copy(), now }))).toEqual(['released', 'released']);
  });
  test('a GO after one NO-GO, and says so', () => {
    expect(asked(scene({}, [{ failing: true }]))).toMatchObject({
      said: expect.stringContaining('attempt 2; earlier: NO-GO'),
    });
  });
  test('after a later GO, and whatever else the ledger holds of other artifacts', () => {
    const one = copy();
    signInto(finishedRun('later-go'), keys.signer, one.ledgerFile);
    const identity = { version: '3', commit: 'e'.repeat(40), digest: `sha256:${'e'.repeat(64)}` };
    const requested = { release: '3', origin: 'CI' as const };
    signInto(finishedRun('foreign', { failing: true, identity, plan: { requested } }), keys.signer, one.ledgerFile);
    expect(answer(one)).toBe('released');
  });
  test('a declared identity, a smaller profile or a lack of approvals only where the trust file takes it', () => {
    const lax = { approvals: [], ledger: {}, leastProfile: 'smoke', declaredIdentity: true };
    const one = scene({ declared: true, plan: { profile: 'smoke' } });
    noApprovals(one);
    expect(answer({ ...one, rules: { ...rules, ...lax }, ledger: undefined })).toBe('released');
  });
  test('a GO with a waiver only where the trust file takes so many', () => {
    const one = scene({ failing: true, waivers: [waiver] });
    expect(answer({ ...one, rules: { ...rules, maxWaivers: 1 } })).toBe('released');
    expect(answer({ ...one, rules: { ...rules, maxWaivers: 0 } })).toBe('too-many-waivers');
  });
  test('where a waiver or quarantine that nothing needed counts for nothing', () => {
    expect(answer(scene({ waivers: [waiver] }))).toBe('released');
  });
  test('a verdict that awaited approval, once all have approved whom policy and trust file ask for', () => {
    const one = awaiting([{ role: 'security', count: 1 }], [{ role: 'manager', count: 1 }], () => undefined);
    expect(asked(one)).toMatchObject({
      said: expect.stringMatching(/^GO \(standard\).*, approved by Anna, Ben, attempt 1$/),
      statement: { predicate: { verdict: 'AWAITING-APPROVAL', exitCode: 5 } },
    });
  });
  test('where one approval too many does not count', () => {
    const one = copy();
    approveIn(one.dir, keys.stranger);
    approveIn(one.dir, keys.annaAtHome);
    expect(answer(one)).toBe('released');
  });
  test('reports and logs beside the bundle are nobody’s evidence', () => {
    const one = copy();
    writeFileSync(from(one, 'report.html'), 'x');
    expect(answer(one)).toBe('released');
  });
});

test.each(attacks)('the guard refuses: %s (%s)', (_, code, build) => {
  expect(answer(build())).toBe(code);
});

test('every refusal has a row', () => {
  const seen = new Set([...attacks.map(([, code]) => code), 'edited-file']);
  expect(Object.keys(refusals).filter((code) => !seen.has(code))).toEqual([]);
});

test('any bit of any file that counts', () => {
  const one = copy();
  const signedFiles = ['verdict.json', 'plan.json', 'policy.json', 'waivers.json', 'quarantine.json'].concat(
    ['checks.jsonl', 'observations.jsonl', 'seal.json', 'raw.jsonl'].map((file) => `evidence/${file}`),
  );
  const property = fc.property(fc.constantFrom(...signedFiles), fc.nat(), fc.nat(7), (file, byte, bit) => {
    const before = readFileSync(from(one, file));
    const after = Buffer.from(before);
    after.writeUInt8((before[byte % before.length] ?? 0) ^ (1 << bit), byte % before.length);
    writeFileSync(from(one, file), after);
    expect(asked(one)).toMatchObject({ code: 'edited-file', message: expect.stringContaining(file) });
    writeFileSync(from(one, file), before);
  });
  fc.assert(property, { numRuns: 300 });
});

test('any bit of the attestation', () => {
  const one = copy();
  const file = from(one, bundleFiles.attestation);
  const before = readFileSync(file);
  const property = fc.property(fc.nat(before.length - 2), fc.nat(7), (byte, bit) => {
    const after = Buffer.from(before);
    after.writeUInt8((before[byte] ?? 0) ^ (1 << bit), byte);
    writeFileSync(file, after);
    expect(asked(one)).toHaveProperty('code');
  });
  fc.assert(property, { numRuns: 500 });
});

test('a ledger may grow, and nothing else', () => {
  const one = copy();
  appendFileSync(one.ledgerFile, '\n');
  expect(answer(one)).toBe('ledger-broken');
});
