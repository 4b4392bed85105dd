import type { Context } from 'hono';

/** The text fields of a posted form; a field that was not sent, or is a file, is the empty string. */
export async function postedForm(c: Context): Promise<(name: string) => string> {
  const body = await c.req.parseBody();
  return (name) => {
    const value = body[name];
    return typeof value === 'string' ? value : '';
  };
}
