-- Timers of the scheduler library: its table, under its names.
CREATE TABLE scheduled_tasks (
    task_name VARCHAR(100) NOT NULL,
    task_instance VARCHAR(300) NOT NULL,
    task_data BYTEA,
    execution_time TIMESTAMP WITH TIME ZONE NOT NULL,
    picked BOOLEAN NOT NULL,
    picked_by VARCHAR(50),
    last_success TIMESTAMP WITH TIME ZONE,
    last_failure TIMESTAMP WITH TIME ZONE,
    consecutive_failures INT,
    last_heartbeat TIMESTAMP WITH TIME ZONE,
    version BIGINT NOT NULL,
    priority SMALLINT,
    PRIMARY KEY (task_name, task_instance)
);

CREATE INDEX scheduled_tasks_by_time ON scheduled_tasks (execution_time);
CREATE INDEX scheduled_tasks_by_heartbeat ON scheduled_tasks (last_heartbeat);

-- What a user was or is to be told. seq is the order of creation. A copy for somebody who was called in because the user did not
-- answer names the user's own one as its origin; all of them are acknowledged together.
CREATE TABLE notifications (
    tenant VARCHAR(128) NOT NULL,
    id VARCHAR(64) NOT NULL,
    seq BIGINT GENERATED ALWAYS AS IDENTITY UNIQUE,
    user_id VARCHAR(64) NOT NULL,
    kind VARCHAR(64) NOT NULL,
    title VARCHAR(200) NOT NULL,
    message VARCHAR(2000) NOT NULL,
    priority VARCHAR(16) NOT NULL,
    must_acknowledge BOOLEAN NOT NULL,
    related_kind VARCHAR(64),
    related_id VARCHAR(64),
    action_url VARCHAR(500),
    metadata VARCHAR(4000),
    origin_id VARCHAR(64),
    state VARCHAR(16) NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    delivered_at TIMESTAMP WITH TIME ZONE,
    seen_at TIMESTAMP WITH TIME ZONE,
    seen_by VARCHAR(64),
    acknowledged_at TIMESTAMP WITH TIME ZONE,
    acknowledged_by VARCHAR(64),
    dismissed_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (tenant, id)
);

CREATE INDEX notifications_of_user ON notifications (tenant, user_id, seq);
CREATE INDEX notifications_by_state ON notifications (tenant, user_id, state);
CREATE INDEX notifications_by_origin ON notifications (tenant, origin_id);
CREATE INDEX notifications_by_age ON notifications (created_at);

-- Notifications that are repeated until somebody acknowledges them: how far that has gone and when it goes on. The row is the
-- lock under which that is decided; it ends with the acknowledgement or with the last step.
CREATE TABLE notification_chases (
    tenant VARCHAR(128) NOT NULL,
    notification_id VARCHAR(64) NOT NULL,
    rung INT NOT NULL,
    repeats INT NOT NULL,
    next_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant, notification_id),
    FOREIGN KEY (tenant, notification_id) REFERENCES notifications (tenant, id) ON DELETE CASCADE
);

-- What became of a chased notification. One row for each step, whatever is run twice after a crash.
CREATE TABLE notification_trace (
    tenant VARCHAR(128) NOT NULL,
    notification_id VARCHAR(64) NOT NULL,
    step VARCHAR(32) NOT NULL,
    reached INT NOT NULL,
    at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant, notification_id, step),
    FOREIGN KEY (tenant, notification_id) REFERENCES notifications (tenant, id) ON DELETE CASCADE
);
