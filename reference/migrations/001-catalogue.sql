-- Prices are integers in the currency's minor unit (JPY has none).
CREATE TABLE categories (
  slug text PRIMARY KEY,
  name text NOT NULL,
  blurb text NOT NULL,
  tax_category text NOT NULL CHECK (tax_category IN ('standard', 'books')),
  position int NOT NULL
);

CREATE TABLE products (
  id int PRIMARY KEY,
  slug text NOT NULL UNIQUE,
  name text NOT NULL,
  description text NOT NULL,
  category text NOT NULL REFERENCES categories,
  shape text NOT NULL,
  hue int NOT NULL,
  price_eur int NOT NULL CHECK (price_eur > 0),
  price_usd int NOT NULL CHECK (price_usd > 0),
  price_jpy int NOT NULL CHECK (price_jpy > 0),
  weight_g int NOT NULL,
  stock int NOT NULL CHECK (stock >= 0),
  popularity int NOT NULL,
  words tsvector GENERATED ALWAYS AS (to_tsvector('english', name || ' ' || category || ' ' || description)) STORED
);
CREATE INDEX products_category ON products (category, popularity DESC, id);
CREATE INDEX products_popularity ON products (popularity DESC, id);
CREATE INDEX products_words ON products USING gin (words);
