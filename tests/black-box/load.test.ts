import { describe, expect, test } from 'vitest';
import { verify } from './command.js';
import { HEALTHY_SPEC, makeProject } from './project.js';
import { openShop } from './shop.js';
import { closing } from './stage.js';
import { openStranger } from './stranger.js';

/** A k6 script of one second; `step` is the body of an iteration. */
function k6Script(thresholds: Record<string, string[]>, step: string): string {
  return `
    import http from 'k6/http';
    import { check } from 'k6';
    export const options = {
      scenarios: {
        rush: { executor: 'constant-arrival-rate', rate: 20, timeUnit: '1s', duration: '2s', preAllocatedVUs: 4 },
      },
      thresholds: ${JSON.stringify(thresholds)},
    };
    const target = __ENV.GONOGO_TARGET;
    export default function () { ${step} }
  `;
}

/** An autocannon scenario of two seconds. */
function saturation(path: string): string {
  return `
    import { defineSaturation } from 'gonogo';
    export default defineSaturation({
      path: '${path}',
      connections: 2,
      seconds: { smoke: 2, standard: 2, full: 2 },
      expectBody: (body) => body.includes('<h1>'),
      limits: { http_req_duration: ['med<5000'], http_req_failed: ['rate<0.5'] },
    });
  `;
}

const ALL_WELL = { http_req_failed: ['rate<0.4'], checks: ['rate>0.6'] };

const FAST = { http_req_duration: ['med<5000'] };

describe('load', () => {
  test('passes where it was measured, and never where it was not: with the real k6 and autocannon', async () => {
    const stranger = closing(await openStranger(), (it) => it.stop());
    const shop = closing(await openShop({ away: stranger.url }), (it) => it.stop());
    const project = closing(
      makeProject({
        target: shop.url,
        files: {
          'suites/integrations/front-page.spec.ts': HEALTHY_SPEC,
          'load/healthy.k6.ts': k6Script(FAST, 'http.get(`${target}/`, { tags: { name: "front" } });'),
          'load/vacuous.k6.ts': k6Script({ http_req_failed: ['rate<=1'] }, 'http.get(`${target}/`);'),
          'load/throws.k6.ts': k6Script(FAST, 'throw new Error("broken script");'),
          'load/mistyped.k6.ts': k6Script(
            { 'http_req_duration{name:frnot}': ['med<5000'] },
            'http.get(`${target}/`, { tags: { name: "front" } });',
          ),
          'load/refused.k6.ts': k6Script(FAST, 'http.get("http://127.0.0.1:9/");'),
          'load/busy.autocannon.ts': saturation('/'),
          'load/broken.autocannon.ts': saturation('/broken'),
          'load/hanging.autocannon.ts': saturation('/hang'),
          'load/redirected.autocannon.ts': saturation('/away?by=autocannon'),
          'load/away.k6.ts': k6Script({ http_req_failed: ['rate<0.4'] }, 'http.get(`${target}/away?by=k6`);'),
        },
      }),
      (it) => it.remove(),
    );
    const { code, verdict, leftovers, said } = await verify(project, [], { withinMs: 400_000 });
    const scripts = new Map<string, string[]>();
    for (const { id, stage, outcome } of verdict?.checks ?? []) {
      const script = id.split('/')[1] ?? id;
      if (stage === 'load') scripts.set(script, [...(scripts.get(script) ?? []), outcome]);
    }
    const passing = [...scripts].filter(([, outcomes]) => outcomes.every((outcome) => outcome === 'passed'));
    expect([...scripts.keys()].sort(), said).toEqual([
      'away',
      'broken',
      'busy',
      'hanging',
      'healthy',
      'mistyped',
      'redirected',
      'refused',
      'throws',
      'vacuous',
    ]);
    expect(passing.map(([script]) => script).sort(), said).toEqual(['busy', 'healthy']);
    const vacuous = verdict?.checks.find(({ id }) => id.startsWith('load/vacuous/'));
    expect(vacuous, said).toMatchObject({ outcome: 'errored', reasonCode: 'cannot-go-red' });
    const refused = verdict?.checks.find(({ id }) => id.startsWith('load/refused/'));
    expect(refused, said).toMatchObject({ outcome: 'failed', attribution: 'product' });
    expect(shop.requests.some((line) => line.includes('/away?by=autocannon'))).toBe(true);
    expect(shop.requests.some((line) => line.includes('/away?by=k6'))).toBe(true);
    expect(stranger.bytes()).toBe(0);
    expect(code).not.toBe(0);
    expect(verdict?.verdict).not.toBe('GO');
    expect(leftovers).toEqual({ processes: [], folders: [] });
  }, 420_000);

  test('blames a script for its own mistakes, and staging for its own: with the real k6', async () => {
    const shop = closing(await openShop(), (it) => it.stop());
    const call = (url: string): string =>
      `check(http.get(${url}, { tags: { name: 'call' } }), { 'is served': ({ status }) => status === 200 });`;
    const project = closing(
      makeProject({
        target: shop.url,
        files: {
          'suites/integrations/front-page.spec.ts': HEALTHY_SPEC,
          'load/elsewhere.k6.ts': k6Script(ALL_WELL, call('"https://api.example.com/"')),
          'load/partly-elsewhere.k6.ts': k6Script(ALL_WELL, call('`${target}/`') + call('"https://api.example.com/"')),
          'load/unset.k6.ts': k6Script(ALL_WELL, call('`${__ENV.SHOP_URL}/`')),
          'load/malformed.k6.ts': k6Script(ALL_WELL, call('":3000/"')),
          'load/throws.k6.ts': k6Script(ALL_WELL, `${call('`${target}/`')} throw new Error('broken script');`),
        },
      }),
      (it) => it.remove(),
    );
    const { code, verdict, said } = await verify(project, [], { withinMs: 400_000 });
    const load = verdict?.checks.filter(({ stage }) => stage === 'load') ?? [];
    expect(
      load.map(({ attribution }) => attribution),
      said,
    ).toEqual(load.map(() => 'harness'));
    expect(load, said).toHaveLength(10);
    expect([code, verdict?.verdict], said).toEqual([3, 'INCONCLUSIVE']);
    const messageOf = (script: string) => load.find(({ id }) => id.startsWith(`load/${script}/`))?.message;
    expect(messageOf('elsewhere')).toMatch(/never left: .*\(api\.example\.com\).* allowedHosts of staging\.config\.ts/);
    expect(messageOf('unset')).toContain('(undefined/)');
  }, 420_000);

  test('is stopped at caps.requests, however much a script would send, and proves nothing then: with the real k6', async () => {
    const shop = closing(await openShop(), (it) => it.stop());
    const loop = k6Script(FAST, 'http.get(`${target}/?by=k6`);').replace(
      /rush: \{.*\}/,
      "rush: { executor: 'constant-vus', vus: 1, duration: '60s' }",
    );
    const project = closing(
      makeProject({
        target: shop.url,
        config: `export default { name: 'Tiny shop', staging: { target: '${shop.url}' }, caps: { requests: 500 } };`,
        files: { 'suites/integrations/front-page.spec.ts': HEALTHY_SPEC, 'load/loop.k6.ts': loop },
      }),
      (it) => it.remove(),
    );
    const { code, verdict, said } = await verify(project, [], { withinMs: 400_000 });
    const sent = shop.requests.filter((line) => line.includes('by=k6')).length;
    // A tenth of a second's more, by one virtual user.
    expect(sent, said).toBeGreaterThanOrEqual(400);
    expect(sent).toBeLessThan(2000);
    expect([code, verdict?.verdict], said).toEqual([3, 'INCONCLUSIVE']);
    const load = verdict?.checks.find(({ stage }) => stage === 'load');
    expect(load).toMatchObject({ outcome: 'insufficient', reasonCode: 'generator-saturated' });
    expect(load?.message).toContain('caps.requests of staging.config.ts');
  }, 420_000);

  test('is refused before anything is sent when a limit is beyond what gonogo can judge', async () => {
    const shop = closing(await openShop(), (it) => it.stop());
    const project = closing(
      makeProject({
        target: shop.url,
        files: {
          'suites/integrations/front-page.spec.ts': HEALTHY_SPEC,
          'load/rush.k6.ts': k6Script({ http_req_duration: ['avg<200'] }, 'http.get(`${target}/`);'),
        },
      }),
      (it) => it.remove(),
    );
    const { code, said } = await verify(project, [], { withinMs: 400_000 });
    expect(code).toBe(2);
    expect(said).toContain('avg<200');
    expect(shop.requests.filter((line) => line === 'GET /')).toEqual([]);
  }, 420_000);
});
