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

const FAST = { http_req_duration: ['med<5000'] };

describe('load', () => {
  test('passes where it was measured, and never where it was not: with the real k6', async () => {
    const stranger = closing(await openStranger(), (it) => it.stop());
    const shop = closing(await openShop({ away: stranger.url }), (it) => it.stop());
    const project = closing(
      makeProject({
        target: shop.url,
        files: {
          'suites/integrations/front-page.spec.ts': HEALTHY_SPEC,
          'load/healthy.k6.ts': k6Script(FAST, 'http.get(`${target}/`, { tags: { name: "front" } });'),
          'load/throws.k6.ts': k6Script(FAST, 'throw new Error("broken script");'),
          'load/mistyped.k6.ts': k6Script(
            { 'http_req_duration{name:frnot}': ['med<5000'] },
            'http.get(`${target}/`, { tags: { name: "front" } });',
          ),
          'load/refused.k6.ts': k6Script(FAST, 'http.get("http://127.0.0.1:9/");'),
          'load/away.k6.ts': k6Script(FAST, 'http.get(`${target}/away?by=k6`);'),
        },
      }),
      (it) => it.remove(),
    );
    const { code, verdict, leftovers, said } = await verify(project, [], { withinMs: 400_000 });
    const outcomes = Object.fromEntries(
      (verdict?.checks ?? [])
        .filter(({ stage }) => stage === 'load')
        .map(({ id, outcome }) => [id.split('/')[1] ?? id, outcome] as const),
    );
    expect(Object.keys(outcomes).sort(), said).toEqual(['away', 'healthy', 'mistyped', 'refused', 'throws']);
    expect(outcomes['healthy'], said).toBe('passed');
    expect(
      Object.entries(outcomes).filter(([script, outcome]) => script !== 'healthy' && outcome === 'passed'),
    ).toEqual([]);
    expect(shop.requests.some((line) => line.includes('/away?by=k6'))).toBe(true);
    expect(stranger.bytes()).toBe(0);
    expect(code).not.toBe(0);
    expect(verdict?.verdict).not.toBe('GO');
    expect(leftovers).toEqual({ processes: [], folders: [] });
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
