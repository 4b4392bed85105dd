-- Synthetic goods, customers and orders: the same rows on every machine (arithmetic on row numbers, nothing random).
-- People are invented and their addresses end in example.net, which no mail ever reaches.

INSERT INTO categories VALUES
  ('kitchen', 'Kitchen', 'For the table and the stove: things that get better with every meal.', 'standard', 1),
  ('lighting', 'Lighting', 'Warm light for long evenings, corners and desks.', 'standard', 2),
  ('books', 'Books', 'Printed on good paper, to be read slowly and lent out.', 'books', 3),
  ('stationery', 'Stationery', 'Paper, ink and somewhere to keep them.', 'standard', 4),
  ('outdoor', 'Outdoor', 'For cold mornings, wet tents and the walk home.', 'standard', 5),
  ('textiles', 'Textiles', 'Woven, knitted and quilted; washed and used for years.', 'standard', 6),
  ('toys', 'Toys', 'Simple shapes for small hands and long afternoons.', 'standard', 7),
  ('travel', 'Travel', 'Bags and cases that have been somewhere, or soon will.', 'standard', 8);

CREATE TEMP TABLE nouns (category text, noun text, shape text, price int, weight int, line text);
INSERT INTO nouns VALUES
  ('kitchen', 'Mug', 'mug', 1900, 380, 'Holds a proper breakfast coffee and keeps its colour in the dishwasher.'),
  ('kitchen', 'Bowl', 'bowl', 2400, 520, 'Deep enough for soup, wide enough for salad.'),
  ('kitchen', 'Teapot', 'pot', 5400, 1100, 'Pours without a drip and stays warm through the second cup.'),
  ('kitchen', 'Saucepan', 'pot', 7900, 1900, 'An even base and a handle that stays cool.'),
  ('kitchen', 'Serving Bowl', 'bowl', 4600, 1300, 'For the middle of the table.'),
  ('kitchen', 'Carafe', 'bottle', 3900, 900, 'For water, wine or a branch from the garden.'),
  ('kitchen', 'Storage Jar', 'jar', 2200, 640, 'An airtight lid for flour, oats and good intentions.'),
  ('kitchen', 'Espresso Cup', 'mug', 1400, 210, 'Small, thick and quickly warm.'),
  ('lighting', 'Desk Lamp', 'lamp', 8900, 1800, 'Turns where you read and stays there.'),
  ('lighting', 'Floor Lamp', 'lamp', 15900, 5200, 'A tall, calm light for the corner that needs one.'),
  ('lighting', 'Pendant', 'pendant', 9900, 1500, 'Hangs low over a table and glares at nobody.'),
  ('lighting', 'Table Lamp', 'lamp', 7400, 1600, 'A soft shade and a switch where your hand expects it.'),
  ('lighting', 'Wall Light', 'pendant', 6900, 1100, 'Two screws, one cable, a friendlier hallway.'),
  ('lighting', 'Lantern', 'jar', 4900, 1200, 'Charges by day, glows through the evening.'),
  ('lighting', 'Candle Holder', 'jar', 1800, 450, 'Steady, heavy and easy to clean.'),
  ('lighting', 'Reading Light', 'pendant', 5600, 700, 'Clips on and leaves the other half of the bed in the dark.'),
  ('books', 'Cookbook', 'book', 3200, 980, 'Sixty recipes that work on a weekday.'),
  ('books', 'Atlas', 'book', 4800, 1700, 'Hand-drawn maps with room to dream in.'),
  ('books', 'Field Guide', 'book', 2600, 520, 'Fits a coat pocket and knows what that bird was.'),
  ('books', 'Novel', 'book', 1800, 410, 'A long story for short days.'),
  ('books', 'Almanac', 'book', 2200, 480, 'Twelve months of tides, seeds and moonrises.'),
  ('books', 'Poems', 'book', 1500, 240, 'To be opened anywhere.'),
  ('books', 'Picture Book', 'book', 1700, 560, 'Big pages, few words, read again tomorrow.'),
  ('books', 'Essays', 'book', 2000, 390, 'Twelve arguments worth having.'),
  ('stationery', 'Notebook', 'notebook', 1600, 320, 'Lies flat, takes ink and has numbered pages.'),
  ('stationery', 'Fountain Pen', 'pen', 4400, 60, 'A springy nib and a converter in the box.'),
  ('stationery', 'Pencil Set', 'pen', 1400, 120, 'Twelve pencils from soft to hard.'),
  ('stationery', 'Planner', 'notebook', 2400, 420, 'A week on two pages, and space for what got in the way.'),
  ('stationery', 'Letter Set', 'notebook', 1900, 260, 'Twenty sheets and envelopes for real mail.'),
  ('stationery', 'Sketchbook', 'notebook', 2100, 480, 'Heavy paper that forgives an eraser.'),
  ('stationery', 'Desk Tray', 'block', 3400, 900, 'Everything in one place, for once.'),
  ('stationery', 'Ink Bottle', 'jar', 1700, 180, 'Dries slowly, shades beautifully.'),
  ('outdoor', 'Bottle', 'bottle', 2900, 410, 'Cold for a day, hot for half of one.'),
  ('outdoor', 'Tent', 'tent', 24900, 2900, 'Up in five minutes, dry until morning.'),
  ('outdoor', 'Camp Stove', 'pot', 6900, 480, 'Boils a litre in four minutes.'),
  ('outdoor', 'Headlamp', 'pendant', 3900, 110, 'Bright when you run, dim when you read.'),
  ('outdoor', 'Sleeping Mat', 'blanket', 7900, 620, 'Rolls up smaller than your jacket.'),
  ('outdoor', 'Daypack', 'bag', 8900, 780, 'Twenty litres and no dangling straps.'),
  ('outdoor', 'Camp Mug', 'mug', 1900, 150, 'Survives falls, fires and friends.'),
  ('outdoor', 'Tarp', 'tent', 6400, 720, 'Shade at noon, a roof at night.'),
  ('textiles', 'Blanket', 'blanket', 11900, 1400, 'Heavy enough to stay in for the weekend.'),
  ('textiles', 'Cushion', 'cushion', 3900, 520, 'With an inner, so that it arrives as a cushion.'),
  ('textiles', 'Tea Towel', 'blanket', 1400, 110, 'Dries glasses without leaving fluff.'),
  ('textiles', 'Tablecloth', 'blanket', 5900, 680, 'Falls well and shrugs off red wine.'),
  ('textiles', 'Bath Towel', 'blanket', 3400, 600, 'Thick, and quick to dry.'),
  ('textiles', 'Scarf', 'blanket', 4900, 180, 'Long enough to wrap twice.'),
  ('textiles', 'Quilt', 'blanket', 16900, 2200, 'Stitched by hand along every line.'),
  ('textiles', 'Bolster', 'cushion', 4600, 900, 'Something to lean on.'),
  ('toys', 'Blocks', 'block', 3200, 1300, 'Fifty pieces in a box that is also a piece.'),
  ('toys', 'Puzzle', 'block', 2100, 640, 'A hundred pieces and none missing.'),
  ('toys', 'Train', 'train', 4400, 900, 'Couples with magnets, fits the usual tracks.'),
  ('toys', 'Kite', 'tent', 2900, 260, 'Flies in the wind you have.'),
  ('toys', 'Ring Stacker', 'block', 1900, 480, 'Rounded edges, water-based paint.'),
  ('toys', 'Marble Run', 'block', 5400, 1800, 'New every time it falls down.'),
  ('toys', 'Pull-along Duck', 'train', 2600, 420, 'Follows without complaint.'),
  ('toys', 'Memory Game', 'book', 1800, 380, 'Thirty pairs, drawn by an illustrator we like.'),
  ('travel', 'Weekender', 'bag', 15900, 1600, 'Two days, one bag, no wheels.'),
  ('travel', 'Backpack', 'bag', 12900, 1200, 'Opens like a suitcase, carries like a rucksack.'),
  ('travel', 'Wash Bag', 'bag', 3900, 240, 'Hangs up, wipes clean.'),
  ('travel', 'Wallet', 'book', 5900, 90, 'Four cards, a few notes, flat in the pocket.'),
  ('travel', 'Passport Cover', 'notebook', 2900, 60, 'Keeps the corners square.'),
  ('travel', 'Travel Mug', 'bottle', 3200, 340, 'Closes tight and fits under the machine.'),
  ('travel', 'Packing Cubes', 'block', 3600, 280, 'Three sizes that fill a bag exactly.'),
  ('travel', 'Tote', 'bag', 4400, 420, 'For the market, the beach and the way back.');

INSERT INTO products (id, slug, name, description, category, shape, hue, price_eur, price_usd, price_jpy, weight_g, stock, popularity)
SELECT id, lower(replace(name, ' ', '-')), name,
       line || ' ' || (ARRAY['Made in small batches by people we know.', 'Repaired free of charge for five years.',
         'Packed without plastic.', 'One of the first things we ever sold, and still here.'])[1 + id % 4],
       category, shape, (id * 47) % 360, eur, eur * 11 / 1000 * 100, eur * 16 / 1000 * 100, weight,
       CASE WHEN id % 59 = 0 THEN 0 ELSE 1000 + (id * 31) % 9000 END, (id * 2741) % 5120
FROM (
  SELECT row_number() OVER (ORDER BY material.n, adjective.n, category, noun)::int AS id,
         adjective.word || ' ' || material.word || ' ' || noun AS name, nouns.*,
         price * (80 + (adjective.n * 13 + material.n * 7) % 60) / 10000 * 100 + 90 AS eur
  FROM nouns
  CROSS JOIN unnest(ARRAY['Harbour', 'Meadow', 'Nordic', 'Little', 'Classic', 'Northern', 'Morning', 'Old Mill', 'Everyday', 'Foggy'])
    WITH ORDINALITY AS adjective (word, n)
  CROSS JOIN LATERAL unnest(CASE category
      WHEN 'books' THEN ARRAY['Kitchen', 'Garden', 'River', 'Winter', 'Island', 'Forest', 'Station', 'Window']
      WHEN 'textiles' THEN ARRAY['Wool', 'Linen', 'Cotton', 'Jute', 'Alpaca', 'Hemp', 'Flannel', 'Mohair']
      WHEN 'stationery' THEN ARRAY['Clothbound', 'Walnut', 'Brass', 'Kraft', 'Cork', 'Indigo', 'Slate', 'Maple']
      WHEN 'travel' THEN ARRAY['Canvas', 'Leather', 'Waxed', 'Nylon', 'Felt', 'Denim', 'Cork', 'Ripstop']
      WHEN 'toys' THEN ARRAY['Beech', 'Maple', 'Painted', 'Cotton', 'Birch', 'Felt', 'Pastel', 'Bamboo']
      WHEN 'outdoor' THEN ARRAY['Titanium', 'Steel', 'Ripstop', 'Alpine', 'Trail', 'Cedar', 'Granite', 'Summit']
      ELSE ARRAY['Enamel', 'Stoneware', 'Oak', 'Brass', 'Glass', 'Copper', 'Ash', 'Porcelain'] END)
    WITH ORDINALITY AS material (word, n)
) AS goods;

-- Goods that tests and guides call by name.
UPDATE products SET price_eur = 2400, price_usd = 2600, price_jpy = 3800, stock = 1000000, popularity = 9003 WHERE slug = 'harbour-enamel-mug';
UPDATE products SET price_eur = 3200, price_usd = 3500, price_jpy = 5000, stock = 1000000, popularity = 9002 WHERE slug = 'harbour-kitchen-cookbook';
UPDATE products SET price_eur = 12900, price_usd = 14200, price_jpy = 20600, stock = 1000000, popularity = 9001 WHERE slug = 'harbour-wool-blanket';
UPDATE products SET stock = 0, popularity = 9000 WHERE slug = 'harbour-oak-desk-lamp';

INSERT INTO customers (id, email, name, created_at)
SELECT n, lower(first || '.' || last) || '.' || n || '@example.net', first || ' ' || last, timestamptz '2023-01-01Z' + n * interval '25 minutes'
FROM (
  SELECT n, (ARRAY['Ada', 'Ben', 'Clara', 'Deniz', 'Emil', 'Fatima', 'Greta', 'Hiro', 'Ines', 'Jonas', 'Keiko', 'Liam', 'Mara', 'Noah', 'Olga', 'Pablo', 'Rin', 'Sofia', 'Theo', 'Yuki'])[1 + n % 20] AS first,
         (ARRAY['Abend', 'Birk', 'Castell', 'Dorn', 'Ekholm', 'Falk', 'Gruen', 'Hayama', 'Ivers', 'Jansen', 'Kimura', 'Lund', 'Morrow', 'Nakata', 'Oster', 'Pell', 'Quist', 'Rowan', 'Sato', 'Thorne', 'Ude', 'Voss', 'Wieland'])[1 + n % 23] AS last
  FROM generate_series(1, 20000) AS n
) AS people;
SELECT setval(pg_get_serial_sequence('customers', 'id'), 20000);

CREATE TEMP TABLE sold AS
SELECT n, line, product.id AS product_id, product.name, 1 + (n + line) % 3 AS quantity, country,
       CASE country WHEN 'DE' THEN price_eur WHEN 'US' THEN price_usd ELSE price_jpy END AS price
FROM (SELECT n, (ARRAY['DE', 'US', 'JP'])[1 + (n * 7919) % 20000 % 3] AS country FROM generate_series(1, 50000) AS n) AS numbered
CROSS JOIN LATERAL generate_series(1, 1 + n % 3) AS line
JOIN products AS product ON product.id = 1 + (n * 613 + line * 1009) % 5120;

INSERT INTO orders (id, number, email, name, line1, city, postal_code, country, currency, shipping_method,
                    subtotal, discount, shipping, tax, total, payment_intent, created_at)
SELECT n, 'FN-' || 100000 + n, email, name, 1 + n % 180 || ' ' || street, city, postal_code, country, currency, 'standard',
       subtotal, 0, shipping, tax, subtotal + shipping + CASE country WHEN 'US' THEN tax ELSE 0 END, 'pi_archive_' || n,
       timestamptz '2024-01-01Z' + n * interval '12 minutes'
FROM (
  SELECT sums.*, place.*, customer.email, customer.name, round(CASE country
      WHEN 'DE' THEN (subtotal + shipping) * 19 / 119.0
      WHEN 'JP' THEN (subtotal + shipping) * 10 / 110.0
      ELSE (subtotal + shipping) * 0.0825 END)::int AS tax
  FROM (SELECT n, country, sum(quantity * price)::int AS subtotal FROM sold GROUP BY n, country) AS sums
  JOIN (VALUES ('DE', 'EUR', 490, 'Lindenweg', 'Hamburg', '20095'), ('US', 'USD', 590, 'Alder Street', 'Portland', '97205'),
               ('JP', 'JPY', 700, 'Minato', 'Tokyo', '105-0011')) AS place (code, currency, shipping, street, city, postal_code) ON code = country
  JOIN customers AS customer ON customer.id = 1 + (n * 7919) % 20000
) AS placed
ORDER BY n;
SELECT setval(pg_get_serial_sequence('orders', 'id'), 50000);

INSERT INTO order_lines SELECT n, line, product_id, name, quantity, price FROM sold ORDER BY n, line;
DROP TABLE nouns, sold;
ANALYZE;
