import { readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadEvidence, stockK6Lacks } from '../../src/records/load-evidence.js';
import { plan as planSchema } from '../../src/records/plan.js';
import { gonogo, startVerify, verify, type Ended } from './command.js';
import { HEALTHY_SPEC, makeProject, type Project } from './project.js';
import { openShop, type Shop } from './shop.js';
import { closing } from './stage.js';
import { starveK6 } from './starve.js';
import { stockK6 } from './stock-k6.js';

let k6: string;
beforeAll(async () => {
  k6 = await stockK6();
}, 1_200_000);

const rush = (thresholds: Record<string, string[]>, step: string, imports = ''): string => `
  import http from 'k6/http';
  ${imports}
  export const options = {
    scenarios: {
      rush: { executor: 'constant-arrival-rate', rate: 20, timeUnit: '1s', duration: '2s', preAllocatedVUs: 100 },
    },
    thresholds: ${JSON.stringify(thresholds)},
  };
  const target = __ENV.GONOGO_TARGET;
  export default function () { ${step} }
`;

const front = 'http.get(`${target}/?by=k6`, { tags: { name: "front" } });';

function projectOf(shop: Shop, files: Record<string, string>, caps = ''): Project {
  const config = `export default { name: 'Tiny shop', staging: { target: '${shop.url}' }, k6: '${k6}', ${caps} };`;
  const suites = { 'suites/integrations/front-page.spec.ts': HEALTHY_SPEC, ...files };
  return closing(makeProject({ target: shop.url, config, files: suites }), (it) => it.remove());
}

describe('a k6 without gonogo’s extension', () => {
  test('measures a GO, and says what its evidence lacks', async () => {
    const shop = closing(await openShop(), (it) => it.stop());
    const limits = { 'http_req_duration{name:front}': ['med<5000'], http_req_failed: ['rate<0.4'] };
    const project = projectOf(shop, { 'load/rush.k6.ts': rush(limits, front) });
    project.write(
      'policy.yaml',
      'version: 1\nlimits:\n  - { check: load/rush/http-req-failed-rate-lt-0-4, expression: rate<0.3 }\n',
    );
    const { code, verdict, leftovers, said, runDir } = await verify(project, [], { withinMs: 400_000 });
    expect([code, verdict?.verdict], said).toEqual([0, 'GO']);
    expect(said).toContain("is without gonogo's extension: its evidence lacks");
    const read = (file: string): unknown => JSON.parse(readFileSync(path.join(runDir, file), 'utf8'));
    const evidence = loadEvidence.parse(read('evidence/raw/rush.json'));
    expect(evidence).toMatchObject({
      tool: 'k6',
      complete: true,
      lacks: [...stockK6Lacks],
      iterations: evidence.requests,
    });
    expect(evidence.requests).toBe(shop.requests.filter((line) => line.includes('by=k6')).length);
    expect(evidence.limits.map(({ expression }) => expression)).toContain('rate<0.3');
    expect(planSchema.parse(read('plan.json')).tools['k6']).toMatch(/^2\.\S+ without gonogo's extension$/);
    expect(readFileSync(path.join(runDir, 'report.html'), 'utf8')).toContain('without gonogo’s extension');
    expect(leftovers).toEqual({ processes: [], folders: [] });
  }, 420_000);

  // None of these depends on how fast anything is, and they mostly wait: they run at the same time.
  describe('beside others', () => {
    let faulty: Ended;
    let starved: Ended;
    let capped: Ended;
    let cappedShop: Shop;
    beforeAll(async () => {
      [faulty, starved, capped] = await Promise.all([faults(), starvation(), cap()]);
    }, 600_000);

    async function faults(): Promise<Ended> {
      const shop = closing(await openShop(), (it) => it.stop());
      shop.slowMs = 4000;
      const duration = { http_req_duration: ['med<5000'] };
      const project = projectOf(shop, {
        'load/throws.k6.ts': rush(duration, `${front} throw new Error("broken script");`),
        'load/mistyped.k6.ts': rush({ 'http_req_duration{name:frnot}': ['med<5000'] }, front),
        'load/elsewhere.k6.ts': rush(duration, 'http.get("https://api.example.com/");'),
        'load/refused.k6.ts': rush(duration, 'http.get("http://127.0.0.1:9/");'),
        // Slower than any k6 is late.
        'load/slow.k6.ts': rush({ http_req_duration: ['med<50'] }, 'http.get(`${target}/slow`);'),
        'load/broken.k6.ts': rush({ http_req_failed: ['rate<0.4'] }, 'http.get(`${target}/broken`);'),
      });
      return verify(project, [], { withinMs: 400_000 });
    }

    /** Linux: k6 is found by /proc. */
    async function starvation(): Promise<Ended> {
      const shop = closing(await openShop(), (it) => it.stop());
      const longer = rush({ http_req_duration: ['p(95)<250'] }, 'http.get(`${target}/slow`);').replace("'2s'", "'15s'");
      const running = startVerify(projectOf(shop, { 'load/rush.k6.ts': longer }), { withinMs: 300_000 });
      if (process.platform === 'linux') await starveK6(running, { withinMs: 60_000, stoppedMs: 400 });
      return running.ended;
    }

    async function cap(): Promise<Ended> {
      cappedShop = closing(await openShop(), (it) => it.stop());
      const loop = rush({ http_req_duration: ['med<5000'] }, front).replace(
        /rush: \{.*\}/,
        "rush: { executor: 'constant-vus', vus: 1, duration: '60s' }",
      );
      return verify(projectOf(cappedShop, { 'load/loop.k6.ts': loop }, 'caps: { requests: 500 }'), [], {
        withinMs: 400_000,
      });
    }

    test('is never a pass where nothing was measured, and blames each for its own', () => {
      const { code, verdict, leftovers, said } = faulty;
      const load = (verdict?.checks ?? []).filter(({ stage }) => stage === 'load');
      const found = Object.fromEntries(
        load.map(({ id, outcome, reasonCode }) => [id.split('/')[1], [outcome, reasonCode]]),
      );
      expect(found, said).toEqual({
        throws: ['errored', 'script-threw'],
        mistyped: ['insufficient', 'zero-samples'],
        elsewhere: ['missing', 'configuration'],
        refused: ['failed', 'limit-exceeded'],
        slow: ['failed', 'limit-exceeded'],
        broken: ['failed', 'limit-exceeded'],
      });
      expect([code, verdict?.verdict]).toEqual([1, 'NO-GO']);
      expect(leftovers).toEqual({ processes: [], folders: [] });
    });

    test.runIf(process.platform === 'linux')('is not the product’s slowness where it was kept from running', () => {
      const { code, verdict, said } = starved;
      const load = verdict?.checks.find(({ stage }) => stage === 'load');
      expect(load, said).toMatchObject({ outcome: 'insufficient', reasonCode: 'generator-saturated' });
      expect([code, verdict?.verdict]).toEqual([3, 'INCONCLUSIVE']);
    });

    test('is stopped at caps.requests, and proves nothing then', () => {
      const { code, verdict, said } = capped;
      const load = verdict?.checks.find(({ stage }) => stage === 'load');
      expect(load, said).toMatchObject({ outcome: 'insufficient', reasonCode: 'generator-saturated' });
      expect(load?.message).toContain('caps.requests of staging.config.ts');
      expect([code, verdict?.verdict]).toEqual([3, 'INCONCLUSIVE']);
      expect(cappedShop.requests.filter((line) => line.includes('by=k6')).length).toBeLessThan(10_000);
    });
  });

  test('runs no script that needs the extension: a usage error before anything is sent', async () => {
    const shop = closing(await openShop(), (it) => it.stop());
    const needy = rush({ http_req_duration: ['med<5000'] }, front, "import { mark } from 'k6/x/evidence';");
    const project = projectOf(shop, { 'load/needy.k6.ts': needy });
    const { code, said } = await verify(project, [], { withinMs: 400_000 });
    expect(code, said).toBe(2);
    expect(said).toContain("load/needy.k6.ts: k6 cannot read it: it imports 'k6/x/evidence'");
    expect(shop.requests.filter((line) => line.includes('by=k6'))).toEqual([]);
  }, 420_000);

  test('is told of by doctor', async () => {
    const shop = closing(await openShop(), (it) => it.stop());
    const { said } = await gonogo(projectOf(shop, {}), ['doctor'], { withinMs: 400_000 });
    expect(said).toMatch(/✓ k6 +2\.\S+ without gonogo's extension, .*stock-k6/);
    expect(said).toContain('its evidence lacks how late k6 itself was');
  }, 420_000);
});
