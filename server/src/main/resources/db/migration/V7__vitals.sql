-- Measured values. A patient here need not be among the patients: whoever has a valid token may measure themselves.
-- quarter is the number of the quarter of an hour since 1970 in which a value was measured: hours and days of every time zone are
-- made of them.

CREATE TABLE vitals (
    tenant VARCHAR(128) NOT NULL,
    id VARCHAR(64) NOT NULL,
    patient_id VARCHAR(64) NOT NULL,
    data_type VARCHAR(40) NOT NULL,
    amount DOUBLE PRECISION NOT NULL,
    diastolic DOUBLE PRECISION,
    unit VARCHAR(20),
    notes VARCHAR(1000),
    measured_at TIMESTAMP WITH TIME ZONE NOT NULL,
    quarter BIGINT NOT NULL,
    recorded_at TIMESTAMP WITH TIME ZONE NOT NULL,
    recorded_by VARCHAR(200) NOT NULL,
    PRIMARY KEY (tenant, id)
);

CREATE INDEX vitals_by_patient ON vitals (tenant, patient_id, measured_at, id);
CREATE INDEX vitals_by_type ON vitals (tenant, patient_id, data_type, measured_at, id);
CREATE INDEX vitals_by_age ON vitals (measured_at);

-- Only what somebody set; everybody else has the documented thresholds.
CREATE TABLE vital_thresholds (
    tenant VARCHAR(128) NOT NULL,
    patient_id VARCHAR(64) NOT NULL,
    data_type VARCHAR(40) NOT NULL,
    least DOUBLE PRECISION,
    most DOUBLE PRECISION,
    has_diastolic BOOLEAN NOT NULL,
    diastolic_least DOUBLE PRECISION,
    diastolic_most DOUBLE PRECISION,
    PRIMARY KEY (tenant, patient_id, data_type)
);

-- When an alert was last raised, for as long as the same one is not raised again.
CREATE TABLE vital_alarms (
    tenant VARCHAR(128) NOT NULL,
    patient_id VARCHAR(64) NOT NULL,
    data_type VARCHAR(40) NOT NULL,
    component VARCHAR(16) NOT NULL,
    range_end VARCHAR(8) NOT NULL,
    raised_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant, patient_id, data_type, component, range_end)
);

CREATE INDEX vital_alarms_by_age ON vital_alarms (raised_at);
