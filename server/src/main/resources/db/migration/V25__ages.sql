-- The ages by which the server deletes expired rows of all clinics; see Retention.
CREATE INDEX appointments_by_age ON appointments (ends_at);
CREATE INDEX visits_by_change ON visits (updated_at);
CREATE INDEX queue_entries_by_change ON queue_entries (updated_at);
CREATE INDEX prescriptions_by_change ON prescriptions (updated_at);
CREATE INDEX invoices_by_change ON invoices (updated_at);
CREATE INDEX tasks_by_change ON tasks (updated_at);
CREATE INDEX lab_results_by_change ON lab_results (updated_at);
CREATE INDEX messages_by_age ON messages (created_at);
CREATE INDEX message_revisions_by_age ON message_revisions (replaced_at);
CREATE INDEX medication_reminders_by_end ON medication_reminders (end_at);
