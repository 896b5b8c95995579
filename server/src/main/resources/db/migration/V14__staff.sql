-- Staff whom an administrator or a back end entered, and staff learned from verified tokens. A token names several roles.
ALTER TABLE users ADD COLUMN roles VARCHAR(400) DEFAULT '' NOT NULL;
UPDATE users SET roles = role;
ALTER TABLE users DROP COLUMN role;
ALTER TABLE users ADD COLUMN entered BOOLEAN DEFAULT TRUE NOT NULL;
ALTER TABLE users ADD COLUMN last_seen_at TIMESTAMP WITH TIME ZONE;
-- A token need not hold a name. Names in tokens have up to 200 characters, which H2 may count twice.
ALTER TABLE users ALTER COLUMN first_name SET DATA TYPE VARCHAR(400);
ALTER TABLE users ALTER COLUMN first_name DROP NOT NULL;
ALTER TABLE users ALTER COLUMN last_name DROP NOT NULL;
ALTER TABLE users ALTER COLUMN last_name SET DATA TYPE VARCHAR(400);
