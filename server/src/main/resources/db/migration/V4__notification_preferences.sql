-- What a user wants to be told of, by the kind of notification; the kind * stands for all that have no row of their own.
-- Times of quiet hours are what the clocks show in quiet_zone.
CREATE TABLE notification_preferences (
    tenant VARCHAR(128) NOT NULL,
    user_id VARCHAR(64) NOT NULL,
    kind VARCHAR(64) NOT NULL,
    enabled BOOLEAN NOT NULL,
    least_priority VARCHAR(16) NOT NULL,
    quiet_start TIME,
    quiet_end TIME,
    quiet_zone VARCHAR(64),
    PRIMARY KEY (tenant, user_id, kind)
);

-- Notifications that are in their user's history and not told, until a moment at which that is looked at again, or for good.
CREATE TABLE notification_holds (
    tenant VARCHAR(128) NOT NULL,
    notification_id VARCHAR(64) NOT NULL,
    user_id VARCHAR(64) NOT NULL,
    kind VARCHAR(64) NOT NULL,
    reason VARCHAR(16) NOT NULL,
    held_until TIMESTAMP WITH TIME ZONE,
    PRIMARY KEY (tenant, notification_id),
    FOREIGN KEY (tenant, notification_id) REFERENCES notifications (tenant, id) ON DELETE CASCADE
);

CREATE INDEX notification_holds_by_user ON notification_holds (tenant, user_id, reason, held_until);
CREATE INDEX notifications_by_kind ON notifications (tenant, user_id, kind, created_at);

-- Reminders of appointments that are still to be given. One that was given, or is not to be given any more, has no row.
CREATE TABLE appointment_reminders (
    tenant VARCHAR(128) NOT NULL,
    appointment_id VARCHAR(64) NOT NULL,
    due_at TIMESTAMP WITH TIME ZONE NOT NULL,
    starts_at TIMESTAMP WITH TIME ZONE NOT NULL,
    patient_id VARCHAR(64) NOT NULL,
    doctor_id VARCHAR(64) NOT NULL,
    PRIMARY KEY (tenant, appointment_id, due_at)
);

-- When somebody takes a medicine: times_of_day as 08:00,20:00 by the clocks in zone, days as 1,3,7 with Monday as 1.
CREATE TABLE medication_reminders (
    tenant VARCHAR(128) NOT NULL,
    id VARCHAR(64) NOT NULL,
    user_id VARCHAR(64) NOT NULL,
    medication VARCHAR(200) NOT NULL,
    dosage VARCHAR(200),
    times_of_day VARCHAR(100) NOT NULL,
    days VARCHAR(16) NOT NULL,
    zone VARCHAR(64) NOT NULL,
    start_at TIMESTAMP WITH TIME ZONE NOT NULL,
    end_at TIMESTAMP WITH TIME ZONE,
    next_at TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (tenant, id)
);

CREATE INDEX medication_reminders_of_user ON medication_reminders (tenant, user_id, next_at);
