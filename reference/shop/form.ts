import type { Context } from 'hono';
import { html } from 'hono/html';
import { mostOfOne } from './cart.js';

type Attributes = Record<string, string | number>;

/** The text fields of a posted form by name; one that was not sent, or is a file, is the empty string. */
export type Posted = (name: string) => string;

export async function postedForm(c: Context): Promise<Posted> {
  const body = await c.req.parseBody();
  return (name) => {
    const value = body[name];
    return typeof value === 'string' ? value : '';
  };
}

/** An input; an attribute that is simply there has the empty string: `{ required: '' }`. */
export function input(attributes: Attributes) {
  return html`<input ${Object.entries(attributes).map(([name, value]) => html`${name}="${value}" `)} />`;
}

/** An input with its label; the name is also the id. */
export function field(label: string, name: string, attributes: Attributes = {}) {
  return html`<div class="field">
    <label for="${name}">${label}</label>${input({ id: name, name, autocomplete: 'off', ...attributes })}
  </div>`;
}

/** The attributes of an input for a number of pieces. */
export const pieces = { type: 'number', max: mostOfOne, required: '', inputmode: 'numeric', autocomplete: 'off' };
