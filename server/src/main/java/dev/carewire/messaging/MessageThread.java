package dev.carewire.messaging;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A thread as one of its members sees it.
 *
 * @param subject one line
 * @param createdBy the creator's user id; unknown for old threads
 * @param memberIds user ids, sorted, without duplicates
 * @param lastMessageAt when the newest message was sent; empty without messages
 * @param unread the member's unread messages from others, 0 or more
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
        memberIds = List.copyOf(memberIds);
    }

    /** When the newest message was sent, or the thread created if it has none. */
    Instant lastActivityAt() {
        return lastMessageAt.orElse(createdAt);
    }

    /** Shows the id only: subjects name patients. */
    @Override
    public String toString() {
        return "MessageThread[" + id + "]";
    }
}
