-- Stands for yesterday's backup: what a staging that is to drill a deploy is restored from.
ALTER TABLE products DROP COLUMN IF EXISTS dispatch_days;
