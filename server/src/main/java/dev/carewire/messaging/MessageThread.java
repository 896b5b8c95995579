package dev.carewire.messaging;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A thread as one of its members sees it.
 *
 * @param subject what it is about, one line
 * @param createdBy the user who opened it; unknown for old ones
 * @param memberIds user ids, sorted, without duplicates
 * @param lastMessageAt when the newest message was written; empty while there is none
 * @param unread messages of others that the member has not read, 0 or more
 */
public record MessageThread(
        String id,
        Optional<String> subject,
        Optional<String> createdBy,
        List<String> memberIds,
        Instant createdAt,
        Optional<Instant> lastMessageAt,
        int unread) {

    public MessageThread {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(createdBy, "createdBy");
        memberIds = List.copyOf(memberIds);
        Objects.requireNonNull(createdAt, "createdAt");
        Objects.requireNonNull(lastMessageAt, "lastMessageAt");
    }

    /** When the newest message was written, or the thread if there is none. */
    Instant lastActivityAt() {
        return lastMessageAt.orElse(createdAt);
    }

    /** The id alone: subjects name patients. */
    @Override
    public String toString() {
        return "MessageThread[" + id + "]";
    }
}
