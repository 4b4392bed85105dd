import type { Hono, MiddlewareHandler } from 'hono';
import { z } from 'zod';

interface Operation<Asked extends z.ZodType, Answered extends z.ZodType> {
  path: string;
  id: string;
  summary: string;
  request: Asked;
  response: Answered;
  /** Answers, or says in a sentence why it can't. */
  act: (asked: z.output<Asked>) => z.input<Answered> | string;
}

const problem = z.strictObject({ error: z.strictObject({ code: z.string(), message: z.string() }) });

/**
 * Serves one JSON operation and `GET /openapi.json`. The schemas that check the traffic are the ones that are published,
 * so the document can't promise what the sandbox doesn't keep; an answer that breaks it is a 500, not a surprise.
 */
export function contract<Asked extends z.ZodType, Answered extends z.ZodType>(
  app: Hono,
  guard: MiddlewareHandler,
  title: string,
  { path, id, summary, request, response, act }: Operation<Asked, Answered>,
): void {
  app.post(path, requestLog(app), guard, async (c) => {
    const body: unknown = await c.req.json().catch(() => undefined);
    const asked = request.safeParse(body);
    if (!asked.success) return c.json(refused('invalid_request', z.prettifyError(asked.error)), 400);
    const answer = act(asked.data);
    if (typeof answer === 'string') return c.json(refused('unsupported', answer), 422);
    return c.json(response.parse(answer) as object);
  });
  app.get('/openapi.json', (c) =>
    c.json({
      openapi: '3.1.0',
      info: { title, version: '1.0.0' },
      servers: [{ url: new URL(c.req.url).origin }],
      paths: {
        [path]: {
          post: {
            operationId: id,
            summary,
            requestBody: { required: true, content: json(request, 'input') },
            responses: {
              200: { description: summary, content: json(response, 'output') },
              400: { description: 'The request breaks the contract.', content: json(problem, 'output') },
              422: { description: 'The request is understood but not served.', content: json(problem, 'output') },
            },
          },
        },
      },
    }),
  );
}

/** `GET /__requests?containing=<text>`: what was asked, oldest first, also what a fault swallowed. */
function requestLog(app: Hono): MiddlewareHandler {
  const requests: { at: string; body: string; status?: number }[] = [];
  app.get('/__requests', (c) => {
    const text = c.req.query('containing') ?? '';
    return c.json(requests.filter(({ body }) => body.includes(text)));
  });
  return async (c, next) => {
    const request: (typeof requests)[number] = { at: new Date().toISOString(), body: await c.req.text() };
    requests.push(request);
    if (requests.length > 10_000) requests.splice(0, 1_000);
    await next();
    request.status = c.res.status;
  };
}

function json(schema: z.ZodType, io: 'input' | 'output') {
  return { 'application/json': { schema: z.toJSONSchema(schema, { io, target: 'draft-2020-12' }) } };
}

function refused(code: string, message: string): z.infer<typeof problem> {
  return { error: { code, message } };
}
