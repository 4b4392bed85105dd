import { defineConfig } from 'gonogo';

/** The embedded staging changes its release when its hook is told to; in your place a command or your pipeline does. */
const hook = (change: 'prepare' | 'deploy' | 'rollback') => ({
  post: `\${staging.settings.deployHook}/${change}`,
  headers: { authorization: 'Bearer ${staging.settings.deployToken}' },
});

// The embedded reference staging. Yours: { target: 'https://staging.example.com', access: { username, password: secret('…') } }
export default defineConfig({
  name: 'Reference shop',
  staging: { start: 'node reference/start.mjs' },
  // Nothing of staging may lead there. They do not exist.
  production: { hosts: ['fieldnote.example', '*.fieldnote.example'] },
  // Profile full compares load with it, side by side. Yours may do without: docs/guides/compare-with-before.md
  previous: { start: 'node reference/start.mjs --release previous' },
  // For the drill of profile full. Yours may do without: docs/guides/rollback-drill.md
  rollback: {
    to: '1.9.0',
    replicas: 2,
    prepare: hook('prepare'),
    deploy: hook('deploy'),
    rollback: hook('rollback'),
    redeploy: hook('deploy'),
    limits: { lockMs: 2000, rollbackS: 30, agreeWithinS: 5 },
    productionRows: { 'public.products': 40_000 },
  },
});
