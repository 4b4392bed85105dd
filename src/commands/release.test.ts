import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { digestOf } from '../evidence/digest.js';
import { UsageError } from '../records/usage-error.js';
import { artifact, commit, finishedRun, place, policy } from '../release/signed-run.test-data.js';
import { approve } from './approve.js';
import { keysNew } from './keys.js';
import { release } from './release.js';
import { signRun } from './sign.js';

let said = '';
beforeEach(() => {
  said = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((said += String(text)), true));
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
});
afterAll(() => rmSync(place, { recursive: true }));

async function newKey(name: string): Promise<{ file: string; entry: unknown }> {
  const file = path.join(place, name);
  said = '';
  expect(await keysNew({ out: file })).toBe(0);
  return { file, entry: JSON.parse(said) };
}

test('keys, sign, approve, release: 0 for what was verified, 4 for anything else', async () => {
  const signer = await newKey('signer');
  const anna = await newKey('anna');
  const ledger = path.join(place, 'ledger.jsonl');
  const bundle = finishedRun('run', { at: new Date().toISOString() });
  const trust = path.join(place, 'trust.json');
  const trusted = {
    ...{ version: 1, signers: [signer.entry], policies: [digestOf(policy)], environment: { name: 'staging' } },
    ...{ people: [{ name: 'Anna', roles: ['manager'], keys: [anna.entry] }], approvals: [{ role: 'manager' }] },
    ledger: { required: true },
  };
  writeFileSync(trust, JSON.stringify(trusted));
  const options = { artifact: `sha256:${artifact}`, commit, bundle, trust, ledger, author: 'Dora' };

  expect(await release(options)).toBe(4);
  expect(said).toContain('REFUSED (unsigned)');
  expect(await signRun(bundle, { key: signer.file, ledger })).toBe(0);
  expect(await release(options)).toBe(4);
  expect(said).toContain('REFUSED (approvals-missing)');
  expect(await approve(bundle, { key: anna.file, forMs: 3_600_000 })).toBe(0);
  expect(await release(options)).toBe(0);
  expect(said).toMatch(/RELEASE: GO \(standard\) of run run, judged at .*, approved by Anna, attempt 1\n$/);
  expect(await release({ ...options, ledger: 'not-there' })).toBe(4);
  expect(readFileSync(ledger, 'utf8').split('\n')).toHaveLength(2);
});

test('a NO-GO is signed, and approved by nobody', async () => {
  const { file } = await newKey('other');
  const dir = finishedRun('bad', { failing: true });
  expect(await signRun(dir, { key: file })).toBe(0);
  await expect(approve(dir, { key: file, forMs: 3_600_000 })).rejects.toThrow('heals nothing');
});

test.each([
  ['artifact', artifact],
  ['artifact', `sha256:${artifact.slice(1)}`],
  ['commit', commit.slice(0, 7)],
  ['trust', 'not-there.json'],
])('a call with a wrong --%s is the caller’s error, and no refusal', async (option, value) => {
  const options = { artifact: `sha256:${artifact}`, commit, bundle: place, trust: '' };
  await expect(release({ ...options, [option]: value })).rejects.toThrow(UsageError);
});

test('a ledger that was torn is not extended', async () => {
  const { file } = await newKey('third');
  const ledger = path.join(place, 'torn.jsonl');
  writeFileSync(ledger, '{"prev"');
  await expect(signRun(finishedRun('torn'), { key: file, ledger })).rejects.toThrow('no whole ledger');
  expect(readFileSync(ledger, 'utf8')).toBe('{"prev"');
});
