import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { policy as policySchema } from '../records/policy.js';
import { UsageError } from '../records/usage-error.js';
import { finishedRun, place, policy, type RunDraft } from '../release/signed-run.test-data.js';
import { approve } from './approve.js';
import { judge } from './judge.js';
import { keysNew } from './keys.js';

let said = '';
beforeEach(() => {
  said = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => ((said += String(text)), true));
  vi.spyOn(process.stderr, 'write').mockImplementation(() => true);
});
afterAll(() => rmSync(place, { recursive: true }));

const asking = policySchema.parse({ version: 1, approvals: [{ role: 'manager', count: 2 }] });
const at = new Date().toISOString();
let runs = 0;

/** A run under a policy that asks for two managers; Anna and Ben are some, Cleo is none, Dora wrote the change. */
async function set(draft: RunDraft = {}, trustAsks: unknown[] = []) {
  runs += 1;
  const dir = finishedRun(`judged-${runs}`, { at, policy: asking, ...draft });
  const keyOf = async (name: string) => {
    const file = path.join(place, `${name}-${runs}`);
    said = '';
    await keysNew({ out: file });
    return { file, entry: JSON.parse(said) as unknown };
  };
  const [signer, anna, ben, cleo] = [
    await keyOf('signer'),
    await keyOf('anna'),
    await keyOf('ben'),
    await keyOf('cleo'),
  ];
  const trust = path.join(place, `trust-${runs}.json`);
  const person = (name: string, role: string, { entry }: { entry: unknown }) => ({
    name,
    roles: [role],
    keys: [entry],
  });
  writeFileSync(
    trust,
    JSON.stringify({
      ...{ version: 1, signers: [signer.entry], policies: ['a'.repeat(64)], environment: { name: 'staging' } },
      people: [person('Anna', 'manager', anna), person('Ben', 'manager', ben), person('Cleo', 'guest', cleo)],
      approvals: trustAsks,
    }),
  );
  const approves = ({ file }: { file: string }) => approve(dir, { key: file, forMs: 3_600_000 });
  const judged = async (options: { author?: string; json?: true } = {}) => {
    said = '';
    return judge([dir], { trust, author: 'Dora', ...options });
  };
  return { dir, trust, anna, ben, cleo, approves, judged };
}

describe('a run whose policy asks for approvals', () => {
  test('awaits them with exit 5, and says how they are counted', async () => {
    const { dir } = await set();
    said = '';
    expect(await judge([dir], {})).toBe(5);
    expect(said).toMatch(/^AWAITING-APPROVAL \(standard\): .*\nHave its approvals counted: gonogo judge .* --trust/);
  });

  test('awaits what is missing, in which role, and says which approvals do not count and why', async () => {
    const { anna, cleo, approves, judged } = await set();
    expect(await judged()).toBe(5);
    expect(said).toMatch(/^AWAITING-APPROVAL[^\n]*\n  missing: 2 × manager \(asked: 2 × manager\)\n$/);
    await approves(anna);
    await approves(cleo);
    expect(await judged()).toBe(5);
    expect(said).toContain('missing: 1 × manager (asked: 2 × manager)\n  approved by Anna (manager)\n');
    expect(said).toContain('not counted: somebody approved without holding the role: Cleo is guest');
  });

  test('is GO with exit 0 once enough have approved, and nothing on disk is changed by it', async () => {
    const { dir, anna, ben, approves, judged } = await set();
    await approves(anna);
    await approves(ben);
    const before = readFileSync(path.join(dir, 'verdict.json'));
    expect(await judged()).toBe(0);
    expect(said).toMatch(/^GO: approved by Anna \(manager\), Ben \(manager\), run judged-/);
    expect(readFileSync(path.join(dir, 'verdict.json'))).toEqual(before);
    expect(await judged({ json: true })).toBe(0);
    expect(JSON.parse(said)).toMatchObject({ verdict: 'GO', exitCode: 0, approvals: { missing: [], setAside: [] } });
  });

  test('is not approved by its author', async () => {
    const { anna, ben, approves, judged } = await set();
    await approves(anna);
    await approves(ben);
    expect(await judged({ author: 'ben' })).toBe(5);
    expect(said).toContain('not counted: the author approved: Ben');
  });

  test('that failed is NO-GO whatever is beside it', async () => {
    const { judged } = await set({ failing: true });
    expect(await judged()).toBe(1);
    expect(said).toMatch(/^NO-GO/);
  });
});

test('a GO awaits what the trust file asks for beyond the policy', async () => {
  const { anna, approves, judged } = await set({ policy }, [{ role: 'manager' }]);
  expect(await judged()).toBe(5);
  expect(said).toMatch(/^AWAITING-APPROVAL: the trust file asks for more than the policy\. GO/);
  await approves(anna);
  expect(await judged()).toBe(0);
});

test('where nobody asks for approvals a GO is a GO, bound to something or not', async () => {
  const { judged } = await set({ policy, identity: { version: '2', commit: 'ccccccc' } });
  expect(await judged()).toBe(0);
  expect(said).toMatch(/^GO \(standard\)/);
});

test.each([
  ['no author', { author: undefined }],
  ['a blank author', { author: ' ' }],
  ['no trust file', { trust: undefined }],
  ['a trust file that is not there', { trust: 'not-there.json' }],
])('approvals are not counted with %s: the caller’s error', async (_, change) => {
  const { dir, trust } = await set();
  const options = Object.entries({ trust, author: 'Dora', ...change }).filter(([, value]) => value !== undefined);
  await expect(judge([dir], Object.fromEntries(options))).rejects.toThrow(UsageError);
  expect(existsSync(path.join(dir, 'report.html')), 'nothing was judged').toBe(false);
});
