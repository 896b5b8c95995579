-- Sessions that their clients can resume, also after the server's process has died; the state of some seconds ago.
-- The id is the SHA-256 of the secret that the client presents. Each claim begins the next generation.
CREATE TABLE recoverable_sessions (
    id_hash CHAR(64) PRIMARY KEY,
    generation BIGINT NOT NULL,
    session_id VARCHAR(64) NOT NULL,
    tenant VARCHAR(320) NOT NULL,
    user_id VARCHAR(320) NOT NULL,
    encoding VARCHAR(128) NOT NULL,
    epoch VARCHAR(32) NOT NULL,
    start_seq BIGINT NOT NULL,
    last_accepted BIGINT NOT NULL,
    caught_up_to BIGINT NOT NULL,
    rooms TEXT NOT NULL,
    saved_at TIMESTAMP WITH TIME ZONE NOT NULL
);
CREATE INDEX recoverable_sessions_by_age ON recoverable_sessions (saved_at);
