-- Finds the patients of all clinics who have waited for long, without a scan of the entries of past years.
CREATE INDEX queue_entries_waiting_since ON queue_entries (status, queued_at);
