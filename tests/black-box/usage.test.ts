import { describe, expect, test } from 'vitest';
import { latestVerdict, verify } from './command.js';
import { HEALTHY_SPEC } from './project.js';
import { set } from './stage.js';

/** Exit 2: what was asked for makes no sense, nothing was sent, and what is on disk is no GO. */
describe('before anything is sent, a run is refused for', () => {
  test('an unknown key in staging.config.ts, which it names', async () => {
    const { shop, project } = await set((it) => ({
      config: `export default { name: 'Tiny', staging: { target: '${it.url}' }, productoin: { hosts: [] } };`,
    }));
    const { code, said, verdict } = await verify(project);
    expect({ code, verdict: verdict?.verdict }).toEqual({ code: 2, verdict: 'INCONCLUSIVE' });
    expect(said).toContain('productoin');
    expect(shop.requests).toEqual([]);
  });

  test('a config that does not load', async () => {
    const { shop, project } = await set({ config: 'export default { name: ' });
    const { code, said, verdict } = await verify(project);
    expect({ code, verdict: verdict?.verdict }).toEqual({ code: 2, verdict: 'INCONCLUSIVE' });
    expect(said).toContain('staging.config.ts');
    expect(shop.requests).toEqual([]);
  });

  test('a policy with an unknown word', async () => {
    const { shop, project } = await set({ policy: 'version: 1\nflakyBudget: 3\n' });
    const { code, said } = await verify(project);
    expect(code).toBe(2);
    expect(said).toContain('flakyBudget');
    expect(shop.requests).toEqual([]);
  });

  test('a target that is production by name', async () => {
    const { shop, project } = await set((it) => ({
      config: `export default { name: 'Tiny', staging: { target: '${it.url}' }, production: { hosts: ['shop.example.com'] } };`,
    }));
    const { code, said } = await verify(project, ['--target', 'https://shop.example.com']);
    expect(code).toBe(2);
    expect(said).toMatch(/shop\.example\.com.*production/);
    expect(shop.requests).toEqual([]);
  });

  test('a target whose host is not listed', async () => {
    const { project } = await set();
    const { code, said, verdict } = await verify(project, ['--target', 'https://unlisted.example.org']);
    expect({ code, verdict: verdict?.verdict }).toEqual({ code: 2, verdict: 'INCONCLUSIVE' });
    expect(said).toContain('unlisted.example.org');
  });

  test('a live payment key in the staging record', async () => {
    const { shop, project } = await set((it) => ({
      config: `export default { name: 'Tiny', staging: { target: '${it.url}', settings: { secretKey: 'sk_live_abcdefgh12345678' } } };`,
    }));
    const { code, said } = await verify(project);
    expect(code).toBe(2);
    expect(said).not.toContain('sk_live_abcdefgh12345678');
    expect(shop.requests).toEqual([]);
  });

  test('a signing key in its environment', async () => {
    const { shop, project } = await set();
    const { code } = await verify(project, [], { env: { GONOGO_SIGNING_KEY: 'not-to-be-held-here' } });
    expect(code).toBe(2);
    expect(shop.requests).toEqual([]);
  });

  test('an option that does not exist', async () => {
    const { project } = await set();
    const { code, verdict } = await verify(project, ['--force']);
    expect({ code, verdict: verdict?.verdict }).toEqual({ code: 2, verdict: 'INCONCLUSIVE' });
  });
});

describe('a plan is refused for', () => {
  test('a file with a wrong suffix in suites/: misnamed must not mean not run', async () => {
    const { project } = await set({
      files: {
        'suites/integrations/front-page.spec.ts': HEALTHY_SPEC,
        'suites/integrations/payments.sepc.ts': HEALTHY_SPEC,
      },
    });
    const { code, said, verdict } = await verify(project);
    expect({ code, verdict: verdict?.verdict }).toEqual({ code: 2, verdict: 'INCONCLUSIVE' });
    expect(said).toContain('payments.sepc.ts');
  });

  test('a file with a wrong suffix in load/', async () => {
    const { project } = await set({
      files: {
        'suites/integrations/front-page.spec.ts': HEALTHY_SPEC,
        'load/rush.k6s.ts': 'export default function () {}\n',
      },
    });
    const { code, said } = await verify(project);
    expect(code).toBe(2);
    expect(said).toContain('rush.k6s.ts');
  });

  test('no tests at all', async () => {
    const { project } = await set({ files: {} });
    const { code, verdict } = await verify(project);
    expect({ code, verdict: verdict?.verdict }).toEqual({ code: 2, verdict: 'INCONCLUSIVE' });
  });

  test('a spec that does not parse, and names it', async () => {
    const { project } = await set({
      files: { 'suites/integrations/front-page.spec.ts': `${HEALTHY_SPEC}\nconst = ;\n` },
    });
    const { code, said, verdict } = await verify(project);
    expect([2, 3]).toContain(code);
    expect(verdict?.verdict).toBe('INCONCLUSIVE');
    expect(said).toContain('front-page.spec.ts');
  });

  test('two tests that would have one id', async () => {
    const twice = `${HEALTHY_SPEC}\ntest('The front page opens!', async ({ request }) => { expect((await request.get('/')).status()).toBe(200); });\n`;
    const { project } = await set({ files: { 'suites/integrations/front-page.spec.ts': twice } });
    const { code } = await verify(project);
    expect(code).toBe(2);
  });
});

describe('after an earlier GO', () => {
  test('a broken config leaves no GO under latest', async () => {
    const { project } = await set();
    const before = await verify(project);
    expect({ code: before.code, verdict: before.verdict?.verdict }).toEqual({ code: 0, verdict: 'GO' });
    project.write('staging.config.ts', 'export default { nmae: 1 };\n');
    const after = await verify(project);
    expect(after.code).toBe(2);
    expect(after.verdict?.runId).not.toBe(before.verdict?.runId);
    expect(latestVerdict(project)?.verdict).toBe('INCONCLUSIVE');
  });

  test('a spec that no longer parses leaves no GO under latest', async () => {
    const { project } = await set();
    expect((await verify(project)).verdict?.verdict).toBe('GO');
    project.write('suites/integrations/front-page.spec.ts', 'import {');
    const { code } = await verify(project);
    expect([2, 3]).toContain(code);
    expect(latestVerdict(project)?.verdict).toBe('INCONCLUSIVE');
  });
});
