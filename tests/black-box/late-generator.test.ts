import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { startVerify, type Ended } from './command.js';
import { HEALTHY_SPEC } from './project.js';
import { set } from './stage.js';
import { starveK6 } from './starve.js';

/** Whose slowness is it? With the real k6, once kept from running and once in front of a shop that stands still. Linux: /proc. */
const linux = test.runIf(process.platform === 'linux');

const script = (page: string): string => `
  import http from 'k6/http';
  export const options = {
    scenarios: {
      rush: { executor: 'constant-arrival-rate', rate: 30, timeUnit: '1s', duration: '10s', preAllocatedVUs: 60 },
    },
    thresholds: { http_req_duration: ['p(95)<250'] },
  };
  export default function () { http.get(\`\${__ENV.GONOGO_TARGET}${page}\`); }
`;

const loaded = (page: string) =>
  set({ files: { 'suites/integrations/front-page.spec.ts': HEALTHY_SPEC, 'load/rush.k6.ts': script(page) } });

const limitOf = ({ verdict }: Ended) => verdict?.checks.find(({ stage }) => stage === 'load');
const reportOf = ({ runDir }: Ended) => readFileSync(path.join(runDir, 'report.html'), 'utf8');

linux(
  'a generator that is kept from running is not the product’s slowness',
  async () => {
    const { project } = await loaded('/slow');
    const running = startVerify(project, { withinMs: 300_000 });
    await starveK6(running, { withinMs: 60_000, stoppedMs: 400 });
    const ended = await running.ended;
    expect(limitOf(ended), ended.said).toMatchObject({ outcome: 'insufficient', reasonCode: 'generator-saturated' });
    expect(limitOf(ended)?.message).toContain('The load generator itself was late by up to');
    expect([ended.code, ended.verdict?.verdict]).toEqual([3, 'INCONCLUSIVE']);
    expect(reportOf(ended)).toContain('co-located: staging runs on the same machine; k6 itself late by up to');
  },
  360_000,
);

linux(
  'a shop that stands still is, even where it keeps the generator from sending all of its load',
  async () => {
    const { project } = await loaded('/blocking');
    const ended = await startVerify(project, { withinMs: 300_000 }).ended;
    expect(limitOf(ended), ended.said).toMatchObject({ outcome: 'failed', reasonCode: 'limit-exceeded' });
    expect([ended.code, ended.verdict?.verdict]).toEqual([1, 'NO-GO']);
    expect(reportOf(ended)).toMatch(/\d+ iterations never sent/);
  },
  360_000,
);
