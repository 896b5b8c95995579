-- Message threads. A message has the next number of its thread, so what a member has not read is a subtraction.

CREATE TABLE threads (
    tenant VARCHAR(128) NOT NULL,
    id VARCHAR(64) NOT NULL,
    subject VARCHAR(200),
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    last_message_at TIMESTAMP WITH TIME ZONE,
    last_sequence BIGINT NOT NULL,
    PRIMARY KEY (tenant, id)
);

-- Members need no row among the users: whoever has a valid token may keep notes.
-- last_read is the number of the newest message read, 0 before the first; own_after_read counts the member's own messages
-- behind it, which are not unread.
CREATE TABLE thread_members (
    tenant VARCHAR(128) NOT NULL,
    thread_id VARCHAR(64) NOT NULL,
    user_id VARCHAR(64) NOT NULL,
    last_read BIGINT NOT NULL,
    last_read_at TIMESTAMP WITH TIME ZONE,
    own_after_read BIGINT NOT NULL,
    PRIMARY KEY (tenant, thread_id, user_id),
    FOREIGN KEY (tenant, thread_id) REFERENCES threads (tenant, id)
);

CREATE INDEX thread_members_by_user ON thread_members (tenant, user_id);

-- The sender's name is that of the token, for a sender whom the table of users does not know.
CREATE TABLE messages (
    tenant VARCHAR(128) NOT NULL,
    thread_id VARCHAR(64) NOT NULL,
    sequence BIGINT NOT NULL,
    id VARCHAR(64) NOT NULL,
    sender_id VARCHAR(64) NOT NULL,
    sender_name TEXT NOT NULL,
    body VARCHAR(10000) NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant, thread_id, sequence),
    UNIQUE (tenant, id),
    FOREIGN KEY (tenant, thread_id) REFERENCES threads (tenant, id)
);

-- A row for each user who is in a thread: the lock under which this user's unread messages are counted and told.
CREATE TABLE inboxes (
    tenant VARCHAR(128) NOT NULL,
    user_id VARCHAR(64) NOT NULL,
    PRIMARY KEY (tenant, user_id)
);
