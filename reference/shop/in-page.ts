import type { Fault } from './fault.js';

/** A fault that changes the page at one path, and no other answer. */
export function inPage(at: string, change: (page: string) => string): NonNullable<Fault['answer']> {
  return async (path, answer) => (path === at ? new Response(change(await answer.text()), answer) : answer);
}
