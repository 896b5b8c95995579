-- The files of attachments, if attachments.store is database: a file, and its content in parts. A file whose upload has not ended
-- has no attachment.
CREATE TABLE attachment_files (
    id VARCHAR(36) NOT NULL,
    attachment_id VARCHAR(36),
    parts INTEGER NOT NULL,
    changed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (id),
    UNIQUE (attachment_id)
);

CREATE INDEX attachment_files_by_age ON attachment_files (changed_at);

CREATE TABLE attachment_parts (
    file_id VARCHAR(36) NOT NULL,
    place INTEGER NOT NULL,
    content BYTEA NOT NULL,
    PRIMARY KEY (file_id, place),
    FOREIGN KEY (file_id) REFERENCES attachment_files (id) ON DELETE CASCADE
);
