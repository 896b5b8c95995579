-- What is written down about a patient's care besides appointments and visits. A visit may be removed; what was prescribed,
-- ordered or charged in it stays, so visit_id is no foreign key.

CREATE TABLE prescriptions (
    tenant VARCHAR(128) NOT NULL,
    id VARCHAR(64) NOT NULL,
    patient_id VARCHAR(64) NOT NULL,
    doctor_id VARCHAR(64) NOT NULL,
    visit_id VARCHAR(64),
    medication VARCHAR(200) NOT NULL,
    instructions VARCHAR(4000),
    status VARCHAR(16) NOT NULL,
    sent_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant, id),
    FOREIGN KEY (tenant, patient_id) REFERENCES patients (tenant, id),
    FOREIGN KEY (tenant, doctor_id) REFERENCES users (tenant, id)
);

CREATE INDEX prescriptions_by_age ON prescriptions (tenant, created_at);
CREATE INDEX prescriptions_by_patient ON prescriptions (tenant, patient_id, created_at);
CREATE INDEX prescriptions_by_visit ON prescriptions (tenant, visit_id);

CREATE TABLE invoices (
    tenant VARCHAR(128) NOT NULL,
    id VARCHAR(64) NOT NULL,
    code VARCHAR(32) NOT NULL,
    patient_id VARCHAR(64) NOT NULL,
    visit_id VARCHAR(64),
    status VARCHAR(16) NOT NULL,
    total_cents BIGINT NOT NULL,
    paid_cents BIGINT NOT NULL,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant, id),
    UNIQUE (tenant, code),
    FOREIGN KEY (tenant, patient_id) REFERENCES patients (tenant, id),
    CHECK (paid_cents >= 0 AND paid_cents <= total_cents)
);

CREATE INDEX invoices_by_age ON invoices (tenant, created_at);
CREATE INDEX invoices_by_patient ON invoices (tenant, patient_id, created_at);
CREATE INDEX invoices_by_visit ON invoices (tenant, visit_id);

CREATE TABLE payments (
    tenant VARCHAR(128) NOT NULL,
    id VARCHAR(64) NOT NULL,
    invoice_id VARCHAR(64) NOT NULL,
    patient_id VARCHAR(64) NOT NULL,
    amount_cents BIGINT NOT NULL,
    paid_on DATE NOT NULL,
    method VARCHAR(200),
    payer VARCHAR(200),
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant, id),
    FOREIGN KEY (tenant, invoice_id) REFERENCES invoices (tenant, id),
    FOREIGN KEY (tenant, patient_id) REFERENCES patients (tenant, id),
    CHECK (amount_cents > 0)
);

CREATE INDEX payments_by_invoice ON payments (tenant, invoice_id, created_at);
CREATE INDEX payments_by_patient ON payments (tenant, patient_id);

CREATE TABLE tasks (
    tenant VARCHAR(128) NOT NULL,
    id VARCHAR(64) NOT NULL,
    title VARCHAR(200) NOT NULL,
    description VARCHAR(4000),
    priority VARCHAR(16) NOT NULL,
    status VARCHAR(16) NOT NULL,
    patient_id VARCHAR(64),
    assignee_id VARCHAR(64),
    created_by VARCHAR(128) NOT NULL,
    due_on DATE,
    completed_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant, id),
    FOREIGN KEY (tenant, patient_id) REFERENCES patients (tenant, id),
    FOREIGN KEY (tenant, assignee_id) REFERENCES users (tenant, id)
);

CREATE INDEX tasks_by_age ON tasks (tenant, created_at);
CREATE INDEX tasks_by_assignee ON tasks (tenant, assignee_id, created_at);
CREATE INDEX tasks_by_patient ON tasks (tenant, patient_id, created_at);

CREATE TABLE lab_results (
    tenant VARCHAR(128) NOT NULL,
    id VARCHAR(64) NOT NULL,
    patient_id VARCHAR(64) NOT NULL,
    doctor_id VARCHAR(64) NOT NULL,
    visit_id VARCHAR(64),
    order_type VARCHAR(200) NOT NULL,
    status VARCHAR(16) NOT NULL,
    flag VARCHAR(16),
    result VARCHAR(4000),
    resulted_at TIMESTAMP WITH TIME ZONE,
    reviewed_by VARCHAR(128),
    reviewed_at TIMESTAMP WITH TIME ZONE,
    created_at TIMESTAMP WITH TIME ZONE NOT NULL,
    updated_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant, id),
    FOREIGN KEY (tenant, patient_id) REFERENCES patients (tenant, id),
    FOREIGN KEY (tenant, doctor_id) REFERENCES users (tenant, id)
);

CREATE INDEX lab_results_by_age ON lab_results (tenant, created_at);
CREATE INDEX lab_results_by_patient ON lab_results (tenant, patient_id, created_at);
CREATE INDEX lab_results_by_doctor ON lab_results (tenant, doctor_id, created_at);
CREATE INDEX lab_results_by_visit ON lab_results (tenant, visit_id);
