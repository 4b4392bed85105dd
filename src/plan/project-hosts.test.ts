import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { projectHosts } from './project-hosts.js';

let projectDir: string;
beforeEach(() => void (projectDir = mkdtempSync(join(tmpdir(), 'gonogo-hosts-'))));
afterEach(() => rmSync(projectDir, { recursive: true }));

test('gives the target, its third parties and what the config lists, and production', () => {
  const target = 'https://staging.example';
  const config = {
    name: 'Shop',
    staging: { target },
    production: { hosts: ['*.shop.example'] },
    allowedHosts: ['fonts.example.net'],
  };
  writeFileSync(join(projectDir, 'staging.config.ts'), `export default ${JSON.stringify(config)};\n`);
  const payments = { url: 'https://pay.example', health: 'https://pay.example/healthz', settings: {} };
  expect(projectHosts(projectDir, { schemaVersion: 1, target, thirdParties: { payments }, settings: {} })).toEqual({
    allowed: ['fonts.example.net', 'pay.example', 'staging.example'],
    production: ['*.shop.example'],
  });
});
