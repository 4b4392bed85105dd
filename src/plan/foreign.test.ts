import { describe, expect, it } from 'vitest';
import { config, type ConfigInput } from '../records/config.js';
import { UsageError } from '../records/usage-error.js';
import { planForeign } from './foreign.js';

const contracts = {
  check: 'contracts/orders-api',
  format: 'junit' as const,
  command: ['npx', 'newman', 'run', 'orders.json'] as [string, ...string[]],
};
function read(...foreign: NonNullable<ConfigInput['foreign']>) {
  return config.parse({ name: 'Shop', staging: { target: 'http://127.0.0.1:3000' }, foreign }).foreign;
}

describe('foreign commands', () => {
  it('are one check and one gathering each, known by what the report is, not by the command’s words', () => {
    const told = { title: 'Orders keep their contract', owner: 'team-orders', impact: 'orders', thirdParties: ['tax'] };
    expect(planForeign(read({ ...contracts, ...told, estimatedSeconds: 20 }), 'smoke')).toEqual({
      checks: [
        {
          ...{ id: 'contracts/orders-api', stage: 'contracts', tier: 'blocking', ...told },
          source: { kind: 'foreign', format: 'junit' },
        },
      ],
      notChecked: [],
      functional: [
        {
          ...{ id: 'contracts.orders-api', tool: 'foreign', files: ['staging.config.ts'] },
          ...{ checks: ['contracts/orders-api'], estimatedSeconds: 20, estimatedRequests: 0 },
        },
      ],
      load: [],
    });
  });

  it('have a title, a time and a place among the others without anybody saying so', () => {
    const { checks, functional } = planForeign(read(contracts), 'standard');
    expect(checks[0]).toMatchObject({ title: 'orders api', thirdParties: [] });
    expect(functional[0]?.estimatedSeconds).toBe(60);
  });

  it('are planned with the fewest tests that their report must hold', () => {
    expect(planForeign(read({ ...contracts, minTests: 20 }), 'smoke').checks[0]?.source).toEqual({
      ...{ kind: 'foreign', format: 'junit', minTests: 20 },
    });
    for (const minTests of [0, -1, 1.5, '20' as unknown as number])
      expect(() => read({ ...contracts, minTests })).toThrow('minTests');
  });

  it('that put staging under load come last', () => {
    const soak = { ...contracts, check: 'soak/night', format: 'k6-summary' as const };
    const { functional, load } = planForeign(read(soak, contracts), 'standard');
    expect([functional.map(({ id }) => id), load.map(({ id }) => id)]).toEqual([
      ['contracts.orders-api'],
      ['soak.night'],
    ]);
  });

  it('are left out of a profile by name only, with a word', () => {
    const nightly = { ...contracts, profiles: ['standard' as const, 'full' as const] };
    expect(planForeign(read(nightly), 'full').checks).toHaveLength(1);
    expect(planForeign(read(nightly), 'smoke')).toEqual({
      ...{ checks: [], functional: [], load: [] },
      notChecked: [
        {
          check: 'contracts/orders-api',
          why: 'not part of profile smoke: staging.config.ts has it in standard and full',
        },
      ],
    });
  });

  it.each(['journeys/pay', 'speed/pages', 'load/rush'])('are refused as %s, which gonogo measures itself', (check) => {
    expect(() => planForeign(read({ ...contracts, check }), 'smoke')).toThrow(UsageError);
  });

  it.each([
    ['an unknown format', { format: 'tap' }],
    ['no command', { command: [] }],
    ['a command of an empty word', { command: [''] }],
    ['a command for a shell', { command: 'npx newman' }],
    ['an id without a stage', { check: 'orders' }],
    ['an id that leads out of its folder', { check: 'contracts/..' }],
    ['an id with dots, which could be that of another', { check: 'contracts/a.b' }],
    ['no profile', { profiles: [] }],
    ['an unknown profile', { profiles: ['nightly'] }],
    ['no time', { estimatedSeconds: 0 }],
    ['a time without end', { estimatedSeconds: Infinity }],
    ['an unknown key', { file: 'out.xml' }],
  ])('are refused with %s', (_, change) => {
    const staging = { target: 'http://127.0.0.1:3000' };
    const parsed = config.safeParse({ name: 'Shop', staging, foreign: [{ ...contracts, ...change }] });
    expect(parsed.error?.issues[0]?.path.slice(0, 2)).toEqual(['foreign', 0]);
  });
});
