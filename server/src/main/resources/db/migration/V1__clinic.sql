-- One clinic's rows are told from another's by the tenant, which is part of every key: a reference cannot leave it.

CREATE TABLE users (
    tenant VARCHAR(128) NOT NULL,
    id VARCHAR(64) NOT NULL,
    first_name VARCHAR(200) NOT NULL,
    last_name VARCHAR(200) NOT NULL,
    email VARCHAR(254),
    role VARCHAR(32) NOT NULL,
    specialization VARCHAR(200),
    PRIMARY KEY (tenant, id)
);

CREATE TABLE rooms (
    tenant VARCHAR(128) NOT NULL,
    id VARCHAR(64) NOT NULL,
    name VARCHAR(200) NOT NULL,
    door VARCHAR(32) NOT NULL,
    PRIMARY KEY (tenant, id)
);

-- The last number drawn of each series. A series that starts again every day counts for one day only.
CREATE TABLE counters (
    tenant VARCHAR(128) NOT NULL,
    series VARCHAR(32) NOT NULL,
    counted_on DATE NOT NULL,
    last_number INTEGER NOT NULL,
    PRIMARY KEY (tenant, series)
);

-- The patient's row is the lock for everything that concerns this patient's appointments, queue entries and visits.
CREATE TABLE patients (
    tenant VARCHAR(128) NOT NULL,
    id VARCHAR(64) NOT NULL,
    code VARCHAR(32) NOT NULL,
    first_name VARCHAR(200) NOT NULL,
    last_name VARCHAR(200) NOT NULL,
    date_of_birth DATE,
    phone VARCHAR(200),
    email VARCHAR(254),
    insurance VARCHAR(200),
    balance_cents BIGINT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, code)
);

CREATE INDEX patients_by_name ON patients (tenant, last_name, first_name);

CREATE TABLE appointments (
    tenant VARCHAR(128) NOT NULL,
    id VARCHAR(64) NOT NULL,
    code VARCHAR(32) NOT NULL,
    patient_id VARCHAR(64) NOT NULL,
    doctor_id VARCHAR(64) NOT NULL,
    location_id VARCHAR(64),
    location_name VARCHAR(200),
    starts_at TIMESTAMP WITH TIME ZONE NOT NULL,
    ends_at TIMESTAMP WITH TIME ZONE NOT NULL,
    status VARCHAR(16) NOT NULL,
    type_id VARCHAR(64) NOT NULL,
    type_name VARCHAR(200),
    walk_in BOOLEAN NOT NULL,
    ticket VARCHAR(16),
    reason VARCHAR(4000),
    notes VARCHAR(4000),
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, code),
    FOREIGN KEY (tenant, patient_id) REFERENCES patients (tenant, id),
    FOREIGN KEY (tenant, doctor_id) REFERENCES users (tenant, id),
    CHECK (ends_at > starts_at)
);

CREATE INDEX appointments_by_start ON appointments (tenant, starts_at);
CREATE INDEX appointments_by_doctor ON appointments (tenant, doctor_id, starts_at);
CREATE INDEX appointments_by_patient ON appointments (tenant, patient_id, starts_at);

CREATE TABLE queue_entries (
    tenant VARCHAR(128) NOT NULL,
    id VARCHAR(64) NOT NULL,
    ticket VARCHAR(16) NOT NULL,
    kind VARCHAR(16) NOT NULL,
    patient_id VARCHAR(64) NOT NULL,
    appointment_id VARCHAR(64),
    doctor_id VARCHAR(64),
    room_id VARCHAR(64),
    status VARCHAR(16) NOT NULL,
    priority INTEGER NOT NULL,
    checked_in BOOLEAN NOT NULL,
    check_in_method VARCHAR(200),
    notes VARCHAR(4000),
    queued_at TIMESTAMP WITH TIME ZONE NOT NULL,
    checked_in_at TIMESTAMP WITH TIME ZONE,
    called_at TIMESTAMP WITH TIME ZONE,
    started_at TIMESTAMP WITH TIME ZONE,
    completed_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant, id),
    FOREIGN KEY (tenant, patient_id) REFERENCES patients (tenant, id),
    FOREIGN KEY (tenant, appointment_id) REFERENCES appointments (tenant, id),
    FOREIGN KEY (tenant, doctor_id) REFERENCES users (tenant, id),
    FOREIGN KEY (tenant, room_id) REFERENCES rooms (tenant, id)
);

CREATE INDEX queue_entries_in_calling_order ON queue_entries (tenant, status, priority, queued_at);
CREATE INDEX queue_entries_by_patient ON queue_entries (tenant, patient_id);
CREATE INDEX queue_entries_by_appointment ON queue_entries (tenant, appointment_id);

-- A visit names the queue entry it came from, at most one visit each; the entry finds its visit through this table.
CREATE TABLE visits (
    tenant VARCHAR(128) NOT NULL,
    id VARCHAR(64) NOT NULL,
    code VARCHAR(32) NOT NULL,
    patient_id VARCHAR(64) NOT NULL,
    doctor_id VARCHAR(64) NOT NULL,
    status VARCHAR(16) NOT NULL,
    appointment_id VARCHAR(64),
    queue_entry_id VARCHAR(64),
    chief_complaint VARCHAR(4000),
    notes VARCHAR(4000),
    opened_at TIMESTAMP WITH TIME ZONE NOT NULL,
    closed_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, code),
    UNIQUE (tenant, queue_entry_id),
    FOREIGN KEY (tenant, patient_id) REFERENCES patients (tenant, id),
    FOREIGN KEY (tenant, doctor_id) REFERENCES users (tenant, id),
    FOREIGN KEY (tenant, appointment_id) REFERENCES appointments (tenant, id),
    FOREIGN KEY (tenant, queue_entry_id) REFERENCES queue_entries (tenant, id)
);

CREATE INDEX visits_by_opening ON visits (tenant, opened_at);
CREATE INDEX visits_by_patient ON visits (tenant, patient_id, opened_at);
CREATE INDEX visits_by_doctor ON visits (tenant, doctor_id, opened_at);
CREATE INDEX visits_by_appointment ON visits (tenant, appointment_id);

-- Events that were committed with the change they report and are not yet known to be delivered, oldest first by seq.
CREATE TABLE outbox (
    id UUID PRIMARY KEY,
    seq BIGINT GENERATED ALWAYS AS IDENTITY UNIQUE,
    tenant VARCHAR(128) NOT NULL,
    stored_at TIMESTAMP WITH TIME ZONE NOT NULL,
    readable BOOLEAN DEFAULT TRUE NOT NULL,
    body TEXT NOT NULL
);
