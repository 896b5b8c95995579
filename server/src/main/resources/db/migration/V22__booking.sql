-- The consulting room of an appointment. No foreign key: another system may keep the rooms, and a removed room's id stays.
ALTER TABLE appointments ADD COLUMN room_id VARCHAR(320);

CREATE INDEX appointments_by_room ON appointments (tenant, room_id, starts_at);

-- Locks for the calendars of doctors and rooms, which may have no row. Changes of one calendar wait for each other.
CREATE TABLE calendar_locks (
    tenant VARCHAR(320) NOT NULL,
    number INTEGER NOT NULL,
    PRIMARY KEY (tenant, number)
);
