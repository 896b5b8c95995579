-- Answers of POST requests by the keys that their senders gave them, so that a repeated request has one effect and one answer. The
-- hashes (of method, path and query, and of the body) tell a repetition from another request under the same key. A claim without
-- a status is still running. A status without a body had an answer that was too large to keep. Kept for a day.
CREATE TABLE idempotency_keys (
    tenant VARCHAR(320) NOT NULL,
    user_id VARCHAR(320) NOT NULL,
    idempotency_key VARCHAR(320) NOT NULL,
    target_hash CHAR(64) NOT NULL,
    body_hash CHAR(64) NOT NULL,
    status INTEGER,
    headers TEXT,
    body TEXT,
    claimed_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant, user_id, idempotency_key)
);

CREATE INDEX idempotency_keys_by_age ON idempotency_keys (claimed_at);

-- Requests of the emit API before this version keep their ids; their repeated answers lack the names of the events. The first hash is
-- that of "POST /api/v1/emit".
INSERT INTO idempotency_keys (tenant, user_id, idempotency_key, target_hash, body_hash, status, headers, body, claimed_at)
SELECT tenant, user_id, idempotency_key, '3c4516ffe5317b066fd2257b02f14a0a856051965748360dbf950df3f92cfef2', request_hash, 201, '{}',
    '{"success":true,"data":{"events":[{"id":"' || REPLACE(event_ids, ',', '"},{"id":"') || '"}]}}', used_at
FROM emission_keys;

DROP TABLE emission_keys;
