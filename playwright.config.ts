import { defineConfig, devices } from '@playwright/test';
import { gonogo } from 'gonogo';

export default defineConfig(gonogo(), {
  projects: [
    { name: 'environment', testMatch: 'environment/*.spec.ts' },
    { name: 'integrations', testMatch: 'integrations/*.spec.ts' },
    { name: 'journeys', testMatch: 'journeys/*.spec.ts' },
    { name: 'phone', testMatch: 'journeys/guest-checkout.spec.ts', use: devices['Pixel 7'] },
    // Alone, and without a trace: recording one slows pages down.
    { name: 'speed', testMatch: 'speed/*.spec.ts', workers: 1, use: { trace: 'off', screenshot: 'off' } },
    // Last, when load is over too: looks back on the whole run.
    { name: 'closing', testMatch: 'closing/*.spec.ts' },
    // After all else, in profile full: it changes which release staging runs.
    { name: 'drill', testMatch: 'drill/*.spec.ts', workers: 1, use: { trace: 'retain-on-failure' } },
  ],
});
