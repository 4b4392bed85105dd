import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:tls';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Site, TlsOfSite, Visit } from '../../records/site.js';
import { certificate } from '../parity/tls-certificate.test-data.js';
import { byCause, judgeSite } from './judge-site.js';
import { siteCheckCalled, siteCheckNames } from './site-checks.js';
import { tlsOf } from './tls-facts.js';

const target = 'https://staging.example/';
const healthy: Site = {
  ...{ target, crawledAt: '2030-01-01T00:00:00.000Z', hasAccess: true, isOwnNetwork: false, visits: [], errors: [] },
  ...{ leaks: [], foreignOrigins: [], sitemaps: [], unread: [], leftOut: { byLimits: 0, asRisky: 0 } },
  tls: { protocol: 'TLSv1.3', validTo: '2030-03-01T00:00:00.000Z', takesOldProtocols: false },
};

function visit(path: string, changes: Partial<Visit> = {}): Visit {
  return {
    ...{
      url: new URL(path, target).href,
      status: 200,
      headers: {},
      cookies: [],
      bytes: 1,
      isWhole: true,
      traces: [],
      secrets: [],
    },
    ...{ use: 'link' as const, shape: path, depth: 0, foundIn: [], foundTimes: 0, asStranger: { status: 401 } },
    ...changes,
  };
}

async function found(name: string, changes: Partial<Site>): Promise<string[]> {
  const { findings } = await judgeSite(name, { ...healthy, ...changes });
  return findings.map(({ what, actual }) => `${what}: ${actual}`);
}

describe('tls', () => {
  it.each<[string, Partial<TlsOfSite>]>([
    [
      'The certificate is not trusted (staging.example): DEPTH_ZERO_SELF_SIGNED_CERT',
      { distrust: 'DEPTH_ZERO_SELF_SIGNED_CERT' },
    ],
    [
      'The certificate has run out (staging.example): 2029-12-30',
      { validTo: '2029-12-30T00:00:00.000Z', distrust: 'CERT_HAS_EXPIRED' },
    ],
    [
      'The certificate runs out soon (staging.example): it runs out in 1 day, on 2030-01-02',
      { validTo: '2030-01-02T12:00:00.000Z' },
    ],
    ['An old protocol is agreed on (staging.example): TLSv1.1', { protocol: 'TLSv1.1' }],
    ['Old protocols are agreed to (staging.example): TLS 1.0 or 1.1 as well', { takesOldProtocols: true }],
  ])('finds: %s', async (words, changes) => {
    expect(await found('tls', { tls: { ...healthy.tls!, ...changes } })).toEqual([words]);
  });

  it('has nothing to say of what is well, and of what stays on this machine', async () => {
    expect(await found('tls', {})).toEqual([]);
    expect(await found('tls', { target: 'http://127.0.0.1:8080/', tls: undefined })).toEqual([]);
    expect(await found('tls', { target: 'http://staging.example/', tls: undefined })).toHaveLength(1);
  });

  it('is read from a server, trusted or not', async () => {
    const server = createServer({ cert: certificate.cert, key: certificate.key }, (socket) => socket.end());
    server.listen(0, '127.0.0.1');
    await new Promise((done) => server.once('listening', done));
    const { port } = server.address() as AddressInfo;
    try {
      expect(await tlsOf(`https://localhost:${port}/`, 5000)).toMatchObject({
        ...{ protocol: 'TLSv1.3', distrust: 'DEPTH_ZERO_SELF_SIGNED_CERT', takesOldProtocols: false },
        validTo: '2126-10-28T13:47:16.000Z',
      });
    } finally {
      await new Promise((done) => server.close(done));
    }
    expect(await tlsOf(`https://localhost:${port}/`, 5000)).toBeUndefined();
    expect(await tlsOf('http://localhost/', 5000)).toBeUndefined();
  });
});

it('finds what a page of https loads, shows or sends without, and nothing in a link', async () => {
  const references = (['link', 'load', 'frame', 'form'] as const).map((use) => ({
    ...{ url: `http://old.example/${use}`, use, element: use },
  }));
  const page = { robots: [], passwordFields: 0, references };
  expect(await found('mixed-content', { visits: [visit('/a', { page }), visit('/b', { page })] })).toEqual([
    ...['loads an address without https (/a, /b): load', 'shows an address without https (/a, /b): frame'].map(
      (words) => `A page ${words} names http://old.example/${words.split(' ').at(-1)}`,
    ),
    'A page sends a form to an address without https (/a, /b): form names http://old.example/form',
  ]);
  expect(
    await found('mixed-content', {
      target: 'http://staging.example/',
      visits: [visit('http://staging.example/a', { page })],
    }),
  ).toEqual([]);
});

it('wants cookies of https to keep to it', async () => {
  const cookies = ['sid; HttpOnly; SameSite=Lax', 'seen; SameSite=None', 'csrftoken; Secure; SameSite=Strict'];
  const { findings } = await judgeSite('cookies', { ...healthy, visits: [visit('/', { cookies })] });
  expect(findings.map(({ what, expected }) => [what.split(' ')[2], expected])).toEqual([
    ['sid', 'Secure'],
    ['seen', 'Secure'],
  ]);
});

it('tells what one cookie lacks as one finding', async () => {
  const { findings } = await judgeSite('cookies', { ...healthy, visits: [visit('/', { cookies: ['auth_token'] })] });
  expect(findings).toMatchObject([
    { expected: 'Secure, HttpOnly, SameSite=Lax or Strict', actual: 'it is set without' },
  ]);
});

it('wants Strict-Transport-Security on every page of https', async () => {
  const page = { robots: [], passwordFields: 0, references: [] };
  const headers = { 'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY' };
  expect(await found('security-headers', { visits: [visit('/', { page, headers })] })).toEqual([
    'Pages lack Strict-Transport-Security (/): it is missing',
  ]);
});

it('takes staging without credentials for open, unless its network is closed', async () => {
  const visits = [visit('/', { asStranger: undefined }), visit('/robots.txt', { asStranger: undefined })];
  expect(await found('strangers', { hasAccess: false, visits })).toEqual([
    'Pages are shown to everybody (/): the answer itself',
  ]);
  expect(await found('strangers', { hasAccess: false, isOwnNetwork: true, visits })).toEqual([]);
});

it('lets strangers see the page where they sign in, and what leads there', async () => {
  const login = { robots: [], passwordFields: 1, references: [] };
  const visits = [
    visit('/login', { asStranger: { status: 200, page: login } }),
    visit('/account', { asStranger: { status: 302, leadsTo: `${target}login` } }),
    visit('/files', { asStranger: { status: 302, leadsTo: `${target}open` } }),
    visit('/open', { asStranger: { status: 200, page: { ...login, passwordFields: 0 } } }),
  ];
  expect(await found('strangers', { visits })).toEqual([
    'Pages are shown to everybody (/files, /open): the answer itself',
  ]);
});

it('is not passed by nothing: an obstacle, or nothing asked, is said', async () => {
  const obstacle = { reasonCode: 'no-evidence', message: 'A wall.' } as const;
  await expect(judgeSite('title', { ...healthy, obstacle })).rejects.toMatchObject({
    reasonCode: 'no-evidence',
    message: 'A wall.',
  });
  await expect(judgeSite('foreign-origins', healthy)).rejects.toMatchObject({ reasonCode: 'too-few-samples' });
  await expect(judgeSite('coverage', { ...healthy, unread: ['Half.'] })).rejects.toMatchObject({ message: 'Half.' });
});

it('names the first places of a cause, and their number', () => {
  const flaw = { what: 'Pages lack it', expected: 'it', actual: 'nothing', advice: 'Add it.' };
  const flaws = ['/a', '/b', '/a', '/c', '/d', '/e'].map((where) => ({ ...flaw, where }));
  expect(byCause([...flaws, { ...flaw, actual: 'half of it', where: '/f' }])).toEqual([
    { ...flaw, what: 'Pages lack it (/a, /b, /c and 2 more)' },
    { ...flaw, what: 'Pages lack it (/f)', actual: 'half of it' },
  ]);
});

describe('the folder of checks', () => {
  const folder = mkdtempSync(join(tmpdir(), 'site-checks-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('is the registry: a file that would not be found stops the run', async () => {
    expect(() => siteCheckNames(folder)).toThrow('No *.check files');
    writeFileSync(join(folder, 'one.check.ts'), 'export default 1;');
    writeFileSync(join(folder, 'one.check.test.ts'), '');
    expect(siteCheckNames(folder)).toEqual(['one']);
    await expect(siteCheckCalled('one', folder)).rejects.toThrow(
      'one.check.ts is not a check. Give it `export default defineSiteCheck',
    );
    await expect(siteCheckCalled('two', folder)).rejects.toThrow('There is no check of a site called two: one are.');
    writeFileSync(join(folder, 'two.chek.ts'), '');
    expect(() => siteCheckNames(folder)).toThrow('two.chek.ts would not be found as a check');
  });
});
