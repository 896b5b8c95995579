-- When users were there last, noted as they leave. Users here need not be among the users: a token is enough to be there.
CREATE TABLE last_seen (
    tenant VARCHAR(128) NOT NULL,
    user_id VARCHAR(128) NOT NULL,
    user_name VARCHAR(400) NOT NULL,
    seen_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant, user_id)
);

CREATE INDEX last_seen_by_time ON last_seen (tenant, seen_at);
CREATE INDEX last_seen_by_age ON last_seen (seen_at);
