-- The ages by which the server deletes expired threads, and files that no message has claimed; see Retention.
CREATE INDEX threads_by_age ON threads (last_message_at, created_at);
CREATE INDEX attachments_by_thread ON attachments (tenant, thread_id);
CREATE INDEX unclaimed_attachments_by_age ON attachments (message_id, created_at);
DROP INDEX attachments_by_age;
