-- A retracted message is unread by nobody: the messages that do not count after last_read are the member's own and the retracted ones.
ALTER TABLE thread_members RENAME COLUMN own_after_read TO uncounted_after_read;

UPDATE thread_members SET uncounted_after_read = (
    SELECT COUNT(*) FROM messages s
    WHERE s.tenant = thread_members.tenant AND s.thread_id = thread_members.thread_id
      AND s.sequence > thread_members.last_read
      AND (s.sender_id = thread_members.user_id OR s.retracted_at IS NOT NULL))
WHERE EXISTS (
    SELECT 1 FROM messages s
    WHERE s.tenant = thread_members.tenant AND s.thread_id = thread_members.thread_id
      AND s.sequence > thread_members.last_read AND s.retracted_at IS NOT NULL);
