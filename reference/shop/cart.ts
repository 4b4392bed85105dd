import { priceOf, type Prices } from './catalogue.js';
import type { CountryCode } from './countries.js';
import { sql } from './store.js';

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
  const added = await sql`
    INSERT INTO cart_lines AS line (session_id, product_id, quantity)
    SELECT ${session}, id, ${quantity}::int FROM products WHERE slug = ${product} AND stock >= ${quantity}
    ON CONFLICT (session_id, product_id)
    DO UPDATE SET quantity = least(line.quantity + excluded.quantity, ${mostOfOne}) RETURNING 1`;
  return added.length > 0;
}

/** Sets a line's quantity; 0 takes it out. */
export async function setQuantity(session: string, slug: string, quantity: number): Promise<void> {
  if (quantity === 0)
    await sql`DELETE FROM cart_lines l USING products p
      WHERE l.session_id = ${session} AND p.id = l.product_id AND p.slug = ${slug}`;
  else
    await sql`UPDATE cart_lines l SET quantity = ${quantity} FROM products p
      WHERE l.session_id = ${session} AND p.id = l.product_id AND p.slug = ${slug}`;
}

export async function cartOf(session: string | undefined, country: CountryCode): Promise<CartLine[]> {
  if (!session) return [];
  const lines = await sql<Omit<CartLine, 'unitPrice'> & Prices>`
    SELECT p.id AS product, p.slug, p.name, p.shape, p.hue, p.weight_g AS weight, c.tax_category AS "taxCategory",
           l.quantity, p.price_eur, p.price_usd, p.price_jpy
    FROM cart_lines l JOIN products p ON p.id = l.product_id JOIN categories c ON c.slug = p.category
    WHERE l.session_id = ${session} ORDER BY l.added_at, p.id`;
  return lines.map((line) => ({ ...line, unitPrice: priceOf(line, country) }));
}

export function subtotalOf(lines: CartLine[]): number {
  return lines.reduce((sum, line) => sum + line.quantity * line.unitPrice, 0);
}

/** A whole number of goods as typed, or undefined. */
export function quantityFrom(typed: unknown, least = 1): number | undefined {
  const quantity = Number(typed);
  return Number.isInteger(quantity) && quantity >= least && quantity <= mostOfOne ? quantity : undefined;
}
