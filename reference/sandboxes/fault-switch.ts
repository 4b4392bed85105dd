import { setTimeout as pause } from 'node:timers/promises';
import type { Context, Hono, MiddlewareHandler } from 'hono';
import { z } from 'zod';

/**
 * How a sandbox misbehaves. Without `containing` the whole sandbox does, and its health says so. With it only calls
 * whose URL or body contain that text do: one test's own trouble, which no test beside it and no health probe sees.
 */
const fault = z.strictObject({
  /** `down` answers 503, `slow` waits, `lost` does the work and loses the answer, `ok` ends all (or that one) faults. */
  mode: z.enum(['down', 'slow', 'lost', 'ok']),
  ms: z.int().min(0).max(120_000).default(10_000),
  /** How many calls it hits before it ends by itself. */
  times: z.int().positive().optional(),
  containing: z.string().min(1).optional(),
});
type Fault = z.infer<typeof fault>;

export interface FaultSwitch {
  /** Put before the sandbox's routes (and after its request log, which must see what never arrived). */
  guard: MiddlewareHandler;
  /** The fault that hits what was said, if any, and counts it; for protocols that are not HTTP. */
  hits(said: string): Fault | undefined;
  /** The fault of the whole sandbox. */
  general(): Fault | undefined;
}

/** Adds `GET /healthz` and `POST /__fault` to a sandbox. */
export function faultSwitch(app: Hono): FaultSwitch {
  let faults: Fault[] = [];
  const general = (): Fault | undefined => faults.find((one) => one.containing === undefined);

  function hits(said: string): Fault | undefined {
    const found = faults.find((one) => one.containing === undefined || said.includes(one.containing));
    if (found?.times !== undefined && --found.times <= 0) faults = faults.filter((one) => one !== found);
    return found;
  }

  async function hitsCall(c: Context): Promise<Fault | undefined> {
    if (faults.length === 0) return undefined;
    return hits(c.req.url + (faults.some((one) => one.containing) ? decoded(await c.req.text()) : ''));
  }

  app.get('/healthz', async (c) => {
    const now = general();
    if (now?.mode === 'slow') await pause(now.ms);
    return now?.mode === 'down' ? c.json({ status: 'down' }, 503) : c.json({ status: now?.mode ?? 'ok' });
  });
  app.post('/__fault', async (c) => {
    const asked = fault.safeParse(await c.req.json());
    if (!asked.success) return c.json({ error: z.prettifyError(asked.error) }, 400);
    faults = faults.filter((one) => one.containing !== asked.data.containing);
    if (asked.data.mode === 'ok' && asked.data.containing === undefined) faults = [];
    if (asked.data.mode !== 'ok') faults.push(asked.data);
    return c.json({ faults });
  });

  return {
    hits,
    general,
    guard: async (c, next) => {
      const hit = await hitsCall(c);
      if (hit?.mode === 'down')
        return c.json({ error: { type: 'api_error', message: 'Down, as was asked for.' } }, 503);
      if (hit?.mode === 'slow') await pause(hit.ms);
      await next();
      if (hit?.mode === 'lost') c.res = c.json({ error: { type: 'api_error', message: 'The answer was lost.' } }, 502);
      return undefined;
    },
  };
}

/** A form's text as its sender meant it, so that `a@example.com` is found in `a%40example.com`. */
function decoded(body: string): string {
  try {
    return body + decodeURIComponent(body.replaceAll('+', ' '));
  } catch {
    return body;
  }
}
