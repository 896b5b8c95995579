-- The fields of messages and threads that the server does not know, as of the other records.

ALTER TABLE messages ADD COLUMN extra VARCHAR(16384) DEFAULT '{}' NOT NULL;
ALTER TABLE threads ADD COLUMN extra VARCHAR(16384) DEFAULT '{}' NOT NULL;
