import { countries, type CountryCode } from './countries.js';
import { sql } from './store.js';

export interface Category {
  slug: string;
  name: string;
  blurb: string;
}

export interface Prices {
  price_eur: number;
  price_usd: number;
  price_jpy: number;
}

export interface Product extends Prices {
  id: number;
  slug: string;
  name: string;
  description: string;
  category: string;
  shape: string;
  hue: number;
  weight_g: number;
  stock: number;
  /** Since 2.0.0. */
  dispatch_days?: number;
}

/** One page of products, how many products there are in all, and on how many pages. */
export interface Shelf {
  products: Product[];
  count: number;
  pages: number;
}

const pageSize = 24;

/** Categories change with a release only, so each replica reads them once. */
export const categories = await sql<Category>`SELECT slug, name, blurb FROM categories ORDER BY position`;

export function priceOf(product: Prices, country: CountryCode): number {
  return { EUR: product.price_eur, USD: product.price_usd, JPY: product.price_jpy }[countries[country].currency];
}

export async function productCalled(slug: string): Promise<Product | undefined> {
  return (await sql<Product>`SELECT * FROM products WHERE slug = ${slug}`)[0];
}

export function bestSellers(limit: number): Promise<Product[]> {
  return sql`SELECT * FROM products WHERE stock > 0 ORDER BY popularity DESC, id LIMIT ${limit}`;
}

export async function shelfOf(category: string, page: number): Promise<Shelf> {
  const [products, counted] = await Promise.all([
    sql<Product>`SELECT * FROM products WHERE category = ${category}
      ORDER BY popularity DESC, id LIMIT ${pageSize} OFFSET ${(page - 1) * pageSize}`,
    sql<{ count: number }>`SELECT count(*)::int AS count FROM products WHERE category = ${category}`,
  ]);
  return shelf(products, counted[0]?.count);
}

/** Products with all the words (the last one may be unfinished), best match first. */
export async function search(typed: string, page: number, limit = pageSize): Promise<Shelf> {
  const words = typed.toLowerCase().match(/[\p{L}\p{N}]+/gu);
  if (!words) return shelf([], 0);
  const query = words.slice(0, 8).map((word) => `${word}:*`);
  const products = await sql<Product & { count: number }>`
    SELECT products.*, count(*) OVER ()::int AS count
    FROM products, to_tsquery('english', ${query.join(' & ')}) AS query
    WHERE words @@ query ORDER BY ts_rank(words, query) DESC, popularity DESC, id
    LIMIT ${limit} OFFSET ${(page - 1) * limit}`;
  return shelf(products, products[0]?.count);
}

function shelf(products: Product[], count = products.length): Shelf {
  return { products, count, pages: Math.ceil(count / pageSize) };
}
