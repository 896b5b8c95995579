-- The newest number of each tenant's log. Whoever appends events holds this row until the commit, so that numbers follow the commits.
-- An epoch names one life of the log; its events have numbers above base.
CREATE TABLE log_heads (
    tenant VARCHAR(320) PRIMARY KEY,
    epoch VARCHAR(32) NOT NULL,
    base BIGINT NOT NULL,
    seq BIGINT NOT NULL
);

-- Events, committed with the change they report. The numbers of a tenant have no gaps.
CREATE TABLE event_log (
    tenant VARCHAR(320) NOT NULL,
    seq BIGINT NOT NULL,
    stored_at TIMESTAMP WITH TIME ZONE NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (tenant, seq)
);
CREATE INDEX event_log_by_age ON event_log (stored_at);

-- Every event up to this number was delivered by a node, as of some seconds ago.
CREATE TABLE log_deliveries (
    node VARCHAR(128) NOT NULL,
    tenant VARCHAR(320) NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (node, tenant)
);

INSERT INTO event_log (tenant, seq, stored_at, body)
SELECT tenant, ROW_NUMBER() OVER (PARTITION BY tenant ORDER BY seq), stored_at, body FROM outbox WHERE readable;
INSERT INTO log_heads (tenant, epoch, base, seq) SELECT tenant, 'outbox', 0, COUNT(*) FROM event_log GROUP BY tenant;
INSERT INTO log_deliveries (node, tenant, seq) SELECT 'single', tenant, 0 FROM log_heads;
DROP TABLE outbox;
