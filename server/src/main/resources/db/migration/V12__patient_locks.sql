-- Locks for the records of patients that another system keeps. Migration 12.1, which is code, drops the foreign keys to records
-- that another system may keep.
CREATE TABLE patient_locks (
    tenant VARCHAR(320) NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (tenant, number)
);
