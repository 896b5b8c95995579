-- That there was a recording; neither the sound nor a transcript is kept. A patient who is removed takes theirs along.

CREATE TABLE recordings (
    tenant VARCHAR(128) NOT NULL,
    id VARCHAR(64) NOT NULL,
    patient_id VARCHAR(64) NOT NULL,
    encounter_id VARCHAR(128),
    started_by VARCHAR(128) NOT NULL,
    started_at TIMESTAMP WITH TIME ZONE NOT NULL,
    completed_at TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (tenant, id),
    FOREIGN KEY (tenant, patient_id) REFERENCES patients (tenant, id) ON DELETE CASCADE
);

CREATE INDEX recordings_by_age ON recordings (started_at);
