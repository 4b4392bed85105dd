import { expect, test } from 'vitest';
import { childEnvironment } from './child-environment.js';

const run = { id: 'run-1', dir: '/runs/run-1', temp: '/tmp/run-1', stagingFile: '/tmp/run-1/staging.json' };
const facts = {
  target: 'http://127.0.0.1:3000',
  profile: 'smoke',
  egress: ['127.0.0.1', 'pay.example.net'],
  userAgent: 'gonogo/1 run/run-1',
  attempts: 2,
} as const;

test('children learn these names of the run and no others', () => {
  expect(childEnvironment(run, { ...facts, chromium: '/opt/chromium' })).toEqual({
    GONOGO_RUN_ID: 'run-1',
    GONOGO_RUN_DIR: '/runs/run-1',
    GONOGO_STAGING: '/tmp/run-1/staging.json',
    GONOGO_TARGET: 'http://127.0.0.1:3000',
    GONOGO_PROFILE: 'smoke',
    GONOGO_EGRESS: '["127.0.0.1","pay.example.net"]',
    GONOGO_USER_AGENT: 'gonogo/1 run/run-1',
    GONOGO_ATTEMPTS: '2',
    GONOGO_CHROMIUM: '/opt/chromium',
    TMPDIR: '/tmp/run-1',
  });
});

test('without a browser none is named, and an empty list of hosts is a list', () => {
  const env = childEnvironment(run, { ...facts, egress: [] });
  expect(env).not.toHaveProperty('GONOGO_CHROMIUM');
  expect(env['GONOGO_EGRESS']).toBe('[]');
});
