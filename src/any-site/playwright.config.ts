import { gonogo } from '../index.js';

/** What a project without suites is verified by: `gonogo verify --target https://staging.example`. */
const config: ReturnType<typeof gonogo> = {
  ...gonogo(),
  // Another try would be another crawl of a whole site.
  retries: 0,
  projects: [
    { name: 'site', testMatch: 'site/*.spec.js' },
    { name: 'speed', testMatch: 'speed/*.spec.js', workers: 1, use: { trace: 'off', screenshot: 'off' } },
  ],
};
export default config;
