import { createSocket, type Socket } from 'node:dgram';
import dns from 'node:dns/promises';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { config as configSchema, type ConfigInput } from '../records/config.js';
import { staging as stagingSchema } from '../records/staging.js';
import { allowedHosts, previousSource, refuseUnsafe, stagingSource } from './target.js';

const dir = mkdtempSync(join(tmpdir(), 'gonogo-target-'));
afterAll(() => rmSync(dir, { recursive: true }));

const party = (host: string) => ({ url: `https://${host}/api`, health: `https://${host}/up` });
const here = {
  target: 'https://staging.example.com',
  access: { username: 'staff', password: 'wall-secret' },
  thirdParties: { payments: party('pay.example.net') },
};
const config = (rest: Partial<ConfigInput> = {}) => configSchema.parse({ name: 'Shop', staging: here, ...rest });
const record = (rest: object = {}) => stagingSchema.parse({ schemaVersion: 1, target: here.target, ...rest });
const usage = (words: RegExp): unknown =>
  expect.objectContaining({ name: 'UsageError', message: expect.stringMatching(words) });
const kept = (text: string) => {
  const file = join(dir, 'staging.json');
  writeFileSync(file, text);
  return file;
};

describe('where staging comes from', () => {
  it('is --target, then --staging, then the config', () => {
    const file = kept(JSON.stringify(record({ target: 'https://kept.example.com' })));
    const of = (options: { target?: string; staging?: string }) => stagingSource(config(), options);
    expect(of({ target: 'https://other.example.com' })).toMatchObject({
      from: '--target',
      staging: { target: 'https://other.example.com' },
    });
    expect(of({ staging: file })).toMatchObject({ from: '--staging', staging: { target: 'https://kept.example.com' } });
    expect(of({})).toMatchObject({ kind: 'given', from: 'staging.config.ts', staging: here });
    const started = config({ staging: { start: 'npm run staging' } });
    expect(stagingSource(started, {})).toEqual({ kind: 'start', command: 'npm run staging', readyWithinS: 60 });
    expect(() => of({ target: here.target, staging: file })).toThrow(usage(/exclude each other/));
  });

  it('is the config’s alone for the release before, if there is one', () => {
    expect(previousSource(config())).toBeUndefined();
    expect(previousSource(config({ previous: { start: 'npm run before', readyWithinS: 9 } }))).toEqual({
      ...{ kind: 'start', command: 'npm run before', readyWithinS: 9 },
    });
    expect(previousSource(config({ previous: { target: 'https://before.example.com' } }))).toMatchObject({
      ...{ kind: 'given', from: 'previous in staging.config.ts', staging: { target: 'https://before.example.com' } },
    });
  });

  it('by --target, takes the configured credentials and third parties along where it is the configured target', () => {
    expect(stagingSource(config(), { target: `${here.target}/shop` })).toMatchObject({
      staging: { ...here, target: `${here.target}/shop` },
    });
  });

  it.each(['https://other.example.com', 'https://staging.example.com:8443', 'http://staging.example.com'])(
    'by --target %s, gives no credentials to what is not the configured target',
    (target) => {
      expect(stagingSource(config(), { target })).toMatchObject({ staging: { thirdParties: {}, settings: {} } });
      expect(JSON.stringify(stagingSource(config(), { target }))).not.toContain('wall-secret');
    },
  );

  it.each([
    ['a target that is no address', { target: 'staging' }, /--target is not valid:\n {2}target:/],
    ['a target of another protocol', { target: 'file:///etc/passwd' }, /--target is not valid/],
    ['a file that is not there', { staging: join(dir, 'none.json') }, /none\.json: there is no such file/],
  ])('is refused for %s', (_, options, words) => {
    expect(() => stagingSource(config(), options)).toThrow(usage(words));
  });

  it('is refused for a file that holds no record, by the key that is wrong', () => {
    expect(() => stagingSource(config(), { staging: kept('{') })).toThrow(usage(/staging\.json is not JSON/));
    const file = kept(JSON.stringify({ schemaVersion: 1, target: here.target, acess: {} }));
    expect(() => stagingSource(config(), { staging: file })).toThrow(
      usage(/staging\.json is not valid:\n {2}acess: unknown key/),
    );
  });
});

it('allows requests to the target, to third parties and their probes, and to what the config lists', () => {
  const thirdParties = { payments: { url: 'https://Pay.example.net/', health: 'https://status.example.net/up' } };
  const staging = record({ target: 'http://[::1]:3000', thirdParties });
  expect(allowedHosts(config({ allowedHosts: ['cdn.example.com', 'pay.example.net'] }), staging)).toEqual([
    ...['::1', 'cdn.example.com', 'pay.example.net', 'status.example.net'],
  ]);
});

describe('a staging is refused', () => {
  const production = { hosts: ['shop.example.com', '*.live.example.com'] };
  const refusal = (rest: object, settings: Partial<ConfigInput> = {}) =>
    refuseUnsafe(config({ production, ...settings }), record(rest), '--staging').then(
      () => 'taken',
      (error: unknown) => String(error),
    );

  it.each(['https://shop.example.com', 'https://SHOP.example.com./', 'https://eu.live.example.com:8443/x'])(
    'that is production: %s, even where the config lists it as a host',
    async (target) => {
      const listed = { allowedHosts: ['shop.example.com', 'eu.live.example.com'] };
      expect(await refusal({ target }, listed)).toMatch(/UsageError: --staging: .* is production .* Nothing was sent/);
    },
  );

  it('whose host is not listed, be it of its target or of a third party’s probe', async () => {
    expect(await refusal({ target: 'https://elsewhere.example.org' })).toMatch(
      /elsewhere\.example\.org is not a host of this project/,
    );
    const thirdParties = { mail: { url: 'http://127.0.0.1:1', health: 'https://probe.example.org/' } };
    expect(await refusal({ thirdParties }, { production: { hosts: [] } })).toMatch(/probe\.example\.org is not a host/);
  });

  it('from a command, unless it is on this machine or listed', async () => {
    const started: Partial<ConfigInput> = { staging: { start: 'npm run staging' }, production: { hosts: [] } };
    expect(await refusal({ target: 'http://127.0.0.1:3000' }, started)).toBe('taken');
    expect(await refusal({}, started)).toMatch(/not a host of this project/);
    expect(await refusal({}, { ...started, allowedHosts: ['staging.example.com'] })).toBe('taken');
  });

  it.each(['sk_live_', 'rk_live_', 'pk_live_'])(
    'that holds a live payment key (%s), which is not said',
    async (prefix) => {
      const said = await refusal({ settings: { key: `${prefix}4711secret` } }, { production: { hosts: [] } });
      expect(said).toContain(`live payment key (${prefix}…)`);
      expect(said).not.toContain('4711secret');
    },
  );

  describe('by the names that DNS leads to', () => {
    const names: Record<string, string> = {
      'staging.example.com': 'edge.example.net',
      'edge.example.net': 'shop.example.com',
      'loop.example.com': 'loop.example.com',
    };
    let questions = 0;
    const servers = dns.getServers();
    let server: Socket;
    beforeAll(async () => {
      server = createSocket('udp4', (question, asker) => {
        questions += 1;
        const answer = answered(question, names);
        if (answer !== undefined) server.send(answer, asker.port, asker.address);
      });
      server.bind(0, '127.0.0.1');
      await once(server, 'listening');
      askAt([`127.0.0.1:${server.address().port}`]);
    });
    afterAll(() => {
      askAt(servers);
      server.close();
    });

    it('when it is production under another name', async () => {
      expect(await refusal({})).toMatch(/staging\.example\.com is production \(shop\.example\.com/);
      expect(await refusal({}, { production: { hosts: ['other.example.com'] } })).toBe('taken');
    });

    it.each([
      ['https://broken.example.com', 'broken', 'ESERVFAIL'],
      ['https://refusing.example.com', 'refusing', 'EREFUSED'],
    ])('since nobody knows, when DNS does not say whether %s is production', async (target, name, code) => {
      const allowed = { allowedHosts: [`${name}.example.com`] };
      const said = await refusal({ target }, allowed);
      expect(said).toMatch(
        /^UsageError: --staging: whether \w+\.example\.com is production under another name cannot be/,
      );
      expect(said).toContain(code);
      expect(await refusal({ target }, { ...allowed, production: { hosts: [] } })).toBe('taken');
    });

    it('since nobody knows, when DNS says nothing', async () => {
      vi.useFakeTimers({ toFake: ['setTimeout'] });
      const said = refusal({ target: 'https://mute.example.com' }, { allowedHosts: ['mute.example.com'] });
      await vi.advanceTimersByTimeAsync(10_000);
      vi.useRealTimers();
      expect(await said).toMatch(
        /UsageError: .* DNS does not answer \(no answer about mute\.example\.com within 10 s\)/,
      );
    });

    it.each(['http://127.0.0.1:1', 'http://localhost:1', 'http://[::1]:1', 'http://192.0.2.7'])(
      'but %s needs no DNS, which a machine without a network lacks',
      async (target) => {
        const before = questions;
        expect(await refusal({ target }, { allowedHosts: ['192.0.2.7'] })).toBe('taken');
        expect(questions).toBe(before);
      },
    );

    it('but a name that DNS does not know leads nowhere', async () => {
      expect(await refusal({ target: 'https://none.example.com' }, { allowedHosts: ['none.example.com'] })).toBe(
        'taken',
      );
    });

    it('but names that lead in a circle come to an end', async () => {
      const allowed = { allowedHosts: ['loop.example.com'] };
      expect(await refusal({ target: 'https://loop.example.com' }, allowed)).toBe('taken');
    });
  });
});

/** Other servers mean other functions, which modules that import them by name are told of. */
function askAt(servers: string[]): void {
  dns.setServers(servers);
  syncBuiltinESMExports();
}

// What DNS servers answer when all is not well: RFC 1035, section 4.1.1, RCODE.
const failures: Record<string, number> = { broken: 2, none: 3, refusing: 5 };

/** A DNS server's answer to a question for a CNAME: the name that `names` has, or that there is none. */
function answered(question: Buffer, names: Record<string, string>): Buffer | undefined {
  const labels: string[] = [];
  let at = 12;
  for (let size = question[at] ?? 0; size > 0; size = question[at] ?? 0) {
    labels.push(question.toString('latin1', at + 1, at + 1 + size));
    at += size + 1;
  }
  const [first = ''] = labels;
  if (first === 'mute') return undefined;
  const name = names[labels.join('.').toLowerCase()];
  const head = Buffer.from(question.subarray(0, 12));
  head.writeUInt16BE(0x8180 + (failures[first] ?? 0), 2);
  head.writeUInt16BE(name === undefined ? 0 : 1, 6);
  head.writeUInt32BE(0, 8);
  const asked = question.subarray(12, at + 5);
  if (name === undefined) return Buffer.concat([head, asked]);
  const data = Buffer.concat([
    ...name.split('.').flatMap((label) => [Buffer.from([label.length]), Buffer.from(label)]),
    Buffer.from([0]),
  ]);
  // Pointer to the question's name, CNAME, IN, one minute.
  const answer = Buffer.from([0xc0, 12, 0, 5, 0, 1, 0, 0, 0, 60, 0, data.length]);
  return Buffer.concat([head, asked, answer, data]);
}
