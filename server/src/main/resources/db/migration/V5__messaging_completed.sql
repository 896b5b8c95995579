-- Who opened a thread may remove others from it; empty for threads that were opened before this was noted.
ALTER TABLE threads ADD COLUMN created_by VARCHAR(64);

-- A message that was taken back stays as an entry without text, so that the numbers of its thread have no gap.
ALTER TABLE messages ADD COLUMN edited_at TIMESTAMP WITH TIME ZONE;
ALTER TABLE messages ADD COLUMN retracted_at TIMESTAMP WITH TIME ZONE;
ALTER TABLE messages ADD COLUMN revisions INTEGER DEFAULT 0 NOT NULL;

-- The texts that a message had before, numbered from 1.
CREATE TABLE message_revisions (
    tenant VARCHAR(128) NOT NULL,
    message_id VARCHAR(64) NOT NULL,
    number INTEGER NOT NULL,
    body VARCHAR(10000) NOT NULL,
    replaced_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant, message_id, number),
    FOREIGN KEY (tenant, message_id) REFERENCES messages (tenant, id)
);

-- Files that were uploaded to a thread; the bytes lie outside, under the same id. Those without a message wait for one.
CREATE TABLE attachments (
    tenant VARCHAR(128) NOT NULL,
    id VARCHAR(64) NOT NULL,
    thread_id VARCHAR(64) NOT NULL,
    uploader_id VARCHAR(64) NOT NULL,
    message_id VARCHAR(64),
    place INTEGER DEFAULT 0 NOT NULL,
    name VARCHAR(200) NOT NULL,
    media_type VARCHAR(64) NOT NULL,
    size BIGINT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant, id),
    FOREIGN KEY (tenant, thread_id) REFERENCES threads (tenant, id),
    FOREIGN KEY (tenant, message_id) REFERENCES messages (tenant, id)
);

CREATE INDEX attachments_by_message ON attachments (tenant, message_id);
CREATE INDEX attachments_by_uploader ON attachments (tenant, uploader_id);
CREATE INDEX attachments_by_age ON attachments (created_at);
CREATE INDEX attachments_by_id ON attachments (id);

-- Bytes that a clinic's attachments take up.
CREATE TABLE attachment_usage (
    tenant VARCHAR(128) NOT NULL,
    bytes BIGINT NOT NULL,
    PRIMARY KEY (tenant)
);
