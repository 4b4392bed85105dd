import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSbom } from './sbom.js';

let projectDir: string;
beforeEach(() => void (projectDir = mkdtempSync(join(tmpdir(), 'gonogo-sbom-'))));
afterEach(() => rmSync(projectDir, { recursive: true }));

async function read(document: unknown) {
  writeFileSync(join(projectDir, 'sbom.json'), JSON.stringify(document));
  return readSbom('sbom.json', { projectDir, authorization: undefined, hmacKey: undefined, limitMs: 1000 });
}

const expected = [
  { kind: 'npm-package', subject: '@hono/node-server', value: '2.1.8' },
  { kind: 'debian-package', subject: 'debian/openssl', value: '3.0.15-1~deb12u1' },
  { kind: 'package', subject: 'pypi/django', value: '5.1, 5.2' },
  { kind: 'package', subject: 'in-house', value: '7' },
];
const purls = [
  'pkg:npm/%40hono/node-server@2.1.8',
  'pkg:deb/debian/openssl@3.0.15-1~deb12u1?arch=amd64',
  'pkg:pypi/django@5.2',
];

test('reads CycloneDX, components within components too, by the kind of their package URLs', async () => {
  const components = [
    { type: 'library', name: 'node-server', group: '@hono', version: '2.1.8', purl: purls[0] },
    { type: 'library', name: 'openssl', version: '3.0.15-1~deb12u1', purl: purls[1] },
    {
      type: 'library',
      name: 'django',
      version: '5.2',
      purl: purls[2],
      components: [{ name: 'django', version: '5.1', purl: 'pkg:pypi/django@5.1' }],
    },
    { type: 'library', name: 'in-house', version: '7' },
    { type: 'operating-system', name: 'debian' },
  ];
  expect(await read({ bomFormat: 'CycloneDX', specVersion: '1.6', components })).toEqual(expected);
});

test('reads SPDX to the same facts', async () => {
  const names = ['node-server', 'openssl', 'django'].map((name, index) => ({
    name,
    versionInfo: ['2.1.8', '3.0.15-1~deb12u1', '5.2'][index],
    externalRefs: [
      { referenceCategory: 'SECURITY', referenceType: 'cpe23Type', referenceLocator: 'cpe:2.3:a' },
      { referenceCategory: 'PACKAGE-MANAGER', referenceType: 'purl', referenceLocator: purls[index] },
    ],
  }));
  const older = { ...names[2], versionInfo: '5.1' };
  expect(
    await read({ spdxVersion: 'SPDX-2.3', packages: [...names, older, { name: 'in-house', versionInfo: '7' }] }),
  ).toEqual(expected);
});

test.each([
  [{ bomFormat: 'CycloneDX' }],
  [{ bomFormat: 'CycloneDX', components: [{ version: '1' }] }],
  [{ spdxVersion: 'SPDX-3.0', packages: [] }],
  [[]],
])('refuses %j', async (document) => {
  await expect(read(document)).rejects.toMatchObject({
    reasonCode: 'unparsable',
    message: expect.stringMatching(/neither a CycloneDX/),
  });
});
