-- Patients are found and sorted by texts that the server derives from their fields, the same for every database. Migration 19.1,
-- which is code, derives those of existing patients.
ALTER TABLE patients ADD COLUMN search_text VARCHAR(2000) DEFAULT '' NOT NULL;
ALTER TABLE patients ADD COLUMN phone_digits VARCHAR(64) DEFAULT '' NOT NULL;
ALTER TABLE patients ADD COLUMN sort_key VARCHAR(400) DEFAULT '' NOT NULL;

-- Keys that all nodes share, in hexadecimal digits.
CREATE TABLE server_keys (
    name VARCHAR(32) PRIMARY KEY,
    bytes VARCHAR(128) NOT NULL
);

-- Each list is read in the order of an index, which has the directions of the list: H2 does not read an index backward.
DROP INDEX patients_by_name;
CREATE INDEX patients_in_order ON patients (tenant, sort_key, id);
CREATE INDEX patients_by_registration ON patients (tenant, created_at);

DROP INDEX appointments_by_start;
CREATE INDEX appointments_in_order ON appointments (tenant, starts_at, code);

DROP INDEX visits_by_opening;
CREATE INDEX visits_in_order ON visits (tenant, opened_at DESC, code DESC);

CREATE INDEX queue_entries_in_order ON queue_entries (tenant, priority DESC, queued_at, ticket, id);
CREATE INDEX queue_entries_by_queuing ON queue_entries (tenant, queued_at);

DROP INDEX prescriptions_by_age;
CREATE INDEX prescriptions_in_order ON prescriptions (tenant, created_at DESC, id DESC);

DROP INDEX invoices_by_age;
CREATE INDEX invoices_in_order ON invoices (tenant, created_at DESC, id DESC);

DROP INDEX tasks_by_age;
CREATE INDEX tasks_in_order ON tasks (tenant, created_at DESC, id DESC);

DROP INDEX lab_results_by_age;
CREATE INDEX lab_results_in_order ON lab_results (tenant, created_at DESC, id DESC);
