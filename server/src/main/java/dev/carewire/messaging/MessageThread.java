package dev.carewire.messaging;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A thread as one of its members sees it.
 *
 * @param subject what it is about, one line
 * @param memberIds user ids, sorted, without duplicates; the creator is one of them
 * @param lastMessageAt when the newest message was written; empty while there is none
 * @param unread messages of others that the member has not read, 0 or more
 */
public record MessageThread(
        String id,
        Optional<String> subject,
        List<String> memberIds,
        Instant createdAt,
        Optional<Instant> lastMessageAt,
        int unread) {

    public MessageThread {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(subject, "subject");
        memberIds = List.copyOf(memberIds);
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(lastMessageAt, "lastMessageAt");
    }

    /** The id alone: subjects name patients. */
    @Override
    public String toString() {
        return "MessageThread[" + id + "]";
    }
}
