-- Requests of other back ends that were carried out, by the keys that these gave them. event_ids are those of the events, in order,
-- with commas between them; the hash tells a repetition from another request under the same key. Kept for a day.
CREATE TABLE emission_keys (
    tenant VARCHAR(128) NOT NULL,
    user_id VARCHAR(64) NOT NULL,
    idempotency_key VARCHAR(64) NOT NULL,
    request_hash CHAR(64) NOT NULL,
    event_ids VARCHAR(4000) NOT NULL,
    used_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant, user_id, idempotency_key)
);

CREATE INDEX emission_keys_by_age ON emission_keys (used_at);
