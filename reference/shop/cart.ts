import { priceOf, type Product } from './catalogue.js';
import type { CountryCode } from './countries.js';
import { row, rows } from './store.js';

/** One kind of goods in a cart, priced for a country. */
export interface CartLine {
  product: number;
  slug: string;
  name: string;
  shape: string;
  hue: number;
  taxCategory: 'standard' | 'books';
  weight: number;
  quantity: number;
  unitPrice: number;
}

export const mostOfOne = 99;

/** Puts goods in, on top of what is there. False when there is not that much in stock. */
export async function addToCart(session: string, product: string, quantity: number): Promise<boolean> {
  const added = await row(
    `INSERT INTO cart_lines AS line (session_id, product_id, quantity) SELECT $1, id, $3 FROM products WHERE slug = $2 AND stock >= $3
     ON CONFLICT (session_id, product_id) DO UPDATE SET quantity = least(line.quantity + excluded.quantity, ${mostOfOne}) RETURNING 1`,
    [session, product, quantity],
  );
  return added !== undefined;
}

/** Sets a line's quantity; 0 takes it out. */
export async function setQuantity(session: string, product: string, quantity: number): Promise<void> {
  const which = 'session_id = $1 AND product_id = (SELECT id FROM products WHERE slug = $2)';
  if (quantity === 0) await rows(`DELETE FROM cart_lines WHERE ${which}`, [session, product]);
  else await rows(`UPDATE cart_lines SET quantity = $3 WHERE ${which}`, [session, product, quantity]);
}

export async function cartOf(session: string | undefined, country: CountryCode): Promise<CartLine[]> {
  if (!session) return [];
  const found = await rows<Product & { quantity: number; tax_category: 'standard' | 'books' }>(
    `SELECT p.id, p.slug, p.name, p.shape, p.hue, p.price_eur, p.price_usd, p.price_jpy, p.weight_g, l.quantity, c.tax_category
     FROM cart_lines l JOIN products p ON p.id = l.product_id JOIN categories c ON c.slug = p.category
     WHERE l.session_id = $1 ORDER BY l.added_at, p.id`,
    [session],
  );
  return found.map((line) => ({
    product: line.id,
    slug: line.slug,
    name: line.name,
    shape: line.shape,
    hue: line.hue,
    taxCategory: line.tax_category,
    weight: line.weight_g,
    quantity: line.quantity,
    unitPrice: priceOf(line, country),
  }));
}

export function subtotalOf(lines: CartLine[]): number {
  return lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0);
}

/** A whole number of goods as typed, or undefined. */
export function quantityFrom(typed: unknown, least = 1): number | undefined {
  const quantity = Number(typed);
  return Number.isInteger(quantity) && quantity >= least && quantity <= mostOfOne ? quantity : undefined;
}
