import { expect, test } from '../../fixtures/index.js';

const loads = 5;

// What web.dev calls good, on a machine that serves the shop and runs the browser on the same two cores.
const limits = { ttfbMs: 800, lcpMs: 2500, cls: 0.1, inpMs: 200 };

const annotation = [
  { type: 'owner', description: 'web' },
  { type: 'impact', description: 'Customers leave pages that they have to wait for.' },
];

test.describe('a first-time visitor', () => {
  for (const [title, path] of Object.entries({ home: '/', category: '/c/kitchen', search: '/search?q=lamp' })) {
    test(title, { annotation }, async ({ speed }) => {
      const { ttfbMs, lcpMs, cls } = await speed.measure(path, { loads });
      expect.soft(ttfbMs, 'time to first byte').toBeLessThanOrEqual(limits.ttfbMs);
      expect.soft(lcpMs, 'largest contentful paint').toBeLessThanOrEqual(limits.lcpMs);
      expect.soft(cls, 'cumulative layout shift').toBeLessThanOrEqual(limits.cls);
    });
  }
});
