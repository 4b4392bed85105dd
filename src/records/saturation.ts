import { z } from 'zod';

/** Does a path, as browsers read it, stay where it starts? `//other.host/x` and `/\\other.host` do not. */
export function isOnOrigin(path: string, origin: string): boolean {
  return URL.canParse(path, origin) && new URL(path, origin).origin === new URL(origin).origin;
}

const path = z
  .string()
  .refine(
    (text) => text.startsWith('/') && isOnOrigin(text, 'http://target.invalid'),
    'a path on the target itself, such as /search?q=lamp',
  );
const seconds = z.number().positive().max(3600);
type BodyCheck = (body: string) => boolean;

/** A closed-loop saturation of one endpoint of the target: the default export of `load/*.autocannon.ts`. */
export const saturation = z.strictObject({
  path,
  method: z.enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE']).default('GET'),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.string().optional(),
  /** Requests in flight at any time: the next is sent when one is answered. */
  connections: z.int().positive().max(1000),
  /** How long, by profile. */
  seconds: z.strictObject({ smoke: seconds, standard: seconds, full: seconds }),
  /** A text that every answer contains, or a function that says whether a body is right. A wrong body is a failed request. */
  expectBody: z.union([z.string().min(1), z.custom<BodyCheck>((value) => typeof value === 'function')]),
  /** k6's grammar, on `http_req_duration`, `http_req_failed` and `http_reqs`. */
  limits: z.record(z.string(), z.array(z.string()).min(1)),
});
export type Saturation = z.infer<typeof saturation>;
/** What a script holds: `Saturation` before its defaults. */
export type SaturationInput = z.input<typeof saturation>;
