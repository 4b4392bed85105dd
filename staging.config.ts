import { defineConfig } from 'gonogo';

// The embedded reference staging. Yours: { target: 'https://staging.example.com', access: { username, password: secret('…') } }
export default defineConfig({
  name: 'Reference shop',
  staging: { start: 'node reference/start.mjs' },
});
