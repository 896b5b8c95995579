-- What the administrators of a clinic have set for it. A column without a value has the server's default. The revision orders the
-- changes of a clinic.
CREATE TABLE clinics (
    tenant VARCHAR(320) NOT NULL,
    name VARCHAR(400),
    zone VARCHAR(64),
    overlap VARCHAR(16),
    revision INTEGER NOT NULL,
    PRIMARY KEY (tenant)
);
