import { createHmac } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { Hono } from 'hono';
import { z } from 'zod';
import { read, type api } from './api.js';
import { listed } from './form.js';
import { find, keep, list, newId, now, type Stored } from './store.js';

interface Endpoint extends Stored {
  object: 'webhook_endpoint';
  url: string;
  secret: string;
  enabled_events: string[];
  status: 'enabled';
  livemode: false;
}

interface Event extends Stored {
  object: 'event';
  type: string;
  api_version: string;
  data: { object: object };
  livemode: false;
  pending_webhooks: number;
  request: { id: null; idempotency_key: null };
}

interface Delivery {
  event: string;
  type: string;
  /** The ids of the object and of its payment intent. */
  about: string[];
  url: string;
  /** The HTTP status, or why there was none. */
  attempts: { at: string; status: number | string }[];
}

export interface WebhookSettings {
  /** Signs for every endpoint, so that the shop can be started with the secret before it registers. */
  secret: string;
  apiVersion: string;
  /** The first wait; each later one is twice as long. */
  retryMs: number;
}

const mostAttempts = 8;
const mostInFlight = 16;

/** Events and their delivery: signed, at least once, with retries that back off, to every endpoint that wants them. */
export function webhooks(app: Hono, settings: WebhookSettings) {
  const endpoints: Endpoint[] = [];
  const deliveries: Delivery[] = [];
  /** Intents whose events a test delivers itself, in the order that it wants to see survived. */
  const held = new Set<string>();
  const waiting: (() => void)[] = [];
  let inFlight = 0;

  function register(url: string, enabledEvents: string[]): Endpoint {
    const known = endpoints.find((endpoint) => endpoint.url === url);
    if (known) return Object.assign(known, { enabled_events: enabledEvents });
    const endpoint: Endpoint = keep({
      id: newId('we'),
      object: 'webhook_endpoint',
      created: now(),
      url,
      secret: settings.secret,
      enabled_events: enabledEvents,
      status: 'enabled',
      livemode: false,
    });
    endpoints.push(endpoint);
    return endpoint;
  }

  /** Makes an event of what an object is at this moment. */
  function emit(type: string, object: Stored): void {
    const wanted = endpoints.filter(({ enabled_events: some }) => some.includes('*') || some.includes(type));
    const event: Event = keep({
      id: newId('evt'),
      object: 'event',
      created: now(),
      type,
      api_version: settings.apiVersion,
      data: { object: structuredClone(object) },
      livemode: false,
      pending_webhooks: wanted.length,
      request: { id: null, idempotency_key: null },
    });
    const about = aboutOf(object);
    if (about.some((id) => held.has(id))) return;
    for (const endpoint of wanted) void deliver(endpoint, event, about);
  }

  async function deliver(endpoint: Endpoint, event: Event, about: string[]): Promise<void> {
    const delivery: Delivery = { event: event.id, type: event.type, about, url: endpoint.url, attempts: [] };
    deliveries.push(delivery);
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      if (attempt > 0) await pause(settings.retryMs * 2 ** (attempt - 1), undefined, { ref: false });
      if (inFlight >= mostInFlight) await new Promise<void>((go) => waiting.push(go));
      inFlight++;
      const status = await post(endpoint, JSON.stringify(event));
      inFlight--;
      waiting.shift()?.();
      delivery.attempts.push({ at: new Date().toISOString(), status });
      if (typeof status === 'number' && status >= 200 && status < 300) {
        event.pending_webhooks--;
        return;
      }
    }
  }

  app.get('/__webhooks', (c) => {
    const id = c.req.query('about');
    return c.json(deliveries.filter((delivery) => id === undefined || delivery.about.includes(id)));
  });

  app.post('/__webhooks/hold', async (c) => {
    const { about } = z.strictObject({ about: z.string().startsWith('pi_') }).parse(await c.req.json());
    held.add(about);
    return c.json({ held: about });
  });

  return { register, emit };
}

export type Emit = ReturnType<typeof webhooks>['emit'];

/** `POST /v1/webhook_endpoints` and the events themselves. */
export function webhookRoutes({ on }: ReturnType<typeof api>, { register }: ReturnType<typeof webhooks>): void {
  const asked = z.looseObject({ url: z.url({ protocol: /^https?$/ }) });
  on('POST', '/v1/webhook_endpoints', ({ form }) => {
    const wanted = form['enabled_events'];
    return register(read(asked, form).url, wanted === undefined ? ['*'] : listed(wanted));
  });
  on('GET', '/v1/webhook_endpoints', ({ query }) => list<Endpoint>('webhook_endpoint', '/v1/webhook_endpoints', query));
  on('GET', '/v1/events/:id', ({ id }) => find<Event>('event', id));
  on('GET', '/v1/events', ({ query }) => {
    const type = query.get('type');
    return list<Event>('event', '/v1/events', query, (event) => type === null || event.type === type);
  });
}

function aboutOf(object: Stored): string[] {
  return 'payment_intent' in object ? [object.id, String(object.payment_intent)] : [object.id];
}

async function post(endpoint: Endpoint, payload: string): Promise<number | string> {
  const at = now();
  const signature = createHmac('sha256', endpoint.secret).update(`${at}.${payload}`).digest('hex');
  try {
    const response = await fetch(endpoint.url, {
      method: 'POST',
      redirect: 'manual',
      headers: { 'content-type': 'application/json; charset=utf-8', 'stripe-signature': `t=${at},v1=${signature}` },
      body: payload,
      signal: AbortSignal.timeout(10_000),
    });
    await response.body?.cancel();
    return response.status;
  } catch (error) {
    if (!(error instanceof Error)) return String(error);
    return error.cause instanceof Error ? error.cause.message : error.message;
  }
}
