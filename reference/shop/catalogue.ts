import { countries, type CountryCode } from './countries.js';
import { features } from './settings.js';
import { row, rows } from './store.js';

export interface Category {
  slug: string;
  name: string;
  blurb: string;
}

export interface Product {
  id: number;
  slug: string;
  name: string;
  description: string;
  category: string;
  shape: string;
  hue: number;
  price_eur: number;
  price_usd: number;
  price_jpy: number;
  weight_g: number;
  stock: number;
  dispatch_days?: number;
}

/** One page of products and how many there are in all. */
export interface Shelf {
  products: Product[];
  count: number;
}

export const pageSize = 24;

const columns = `id, slug, name, description, category, shape, hue, price_eur, price_usd, price_jpy, weight_g, stock${
  features.deliveryEstimates ? ', dispatch_days' : ''
}`;

/** Categories change with a release only, so each replica reads them once. */
export const categories = await rows<Category>('SELECT slug, name, blurb FROM categories ORDER BY position');

export function priceOf(product: Pick<Product, 'price_eur' | 'price_usd' | 'price_jpy'>, country: CountryCode): number {
  return { EUR: product.price_eur, USD: product.price_usd, JPY: product.price_jpy }[countries[country].currency];
}

export function productCalled(slug: string): Promise<Product | undefined> {
  return row<Product>(`SELECT ${columns} FROM products WHERE slug = $1`, [slug]);
}

export function bestSellers(limit: number): Promise<Product[]> {
  return rows<Product>(`SELECT ${columns} FROM products WHERE stock > 0 ORDER BY popularity DESC, id LIMIT $1`, [
    limit,
  ]);
}

export async function shelfOf(category: string, page: number): Promise<Shelf> {
  const [products, counted] = await Promise.all([
    rows<Product>(
      `SELECT ${columns} FROM products WHERE category = $1 ORDER BY popularity DESC, id LIMIT $2 OFFSET $3`,
      [category, pageSize, (page - 1) * pageSize],
    ),
    row<{ count: number }>('SELECT count(*)::int AS count FROM products WHERE category = $1', [category]),
  ]);
  return { products, count: counted?.count ?? products.length };
}

/** Products with all the words (the last one may be unfinished), best match first. */
export async function search(typed: string, page: number, limit = pageSize): Promise<Shelf> {
  const words = typed
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu)
    ?.slice(0, 8);
  if (!words) return { products: [], count: 0 };
  const query = words.map((word) => `${word}:*`).join(' & ');
  const found = await rows<Product & { count: number }>(
    `SELECT ${columns}, count(*) OVER ()::int AS count FROM products, to_tsquery('english', $1) AS query
     WHERE words @@ query ORDER BY ts_rank(words, query) DESC, popularity DESC, id LIMIT $2 OFFSET $3`,
    [query, limit, (page - 1) * limit],
  );
  return { products: found, count: found[0]?.count ?? 0 };
}
