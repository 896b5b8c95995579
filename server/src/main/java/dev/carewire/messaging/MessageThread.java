package dev.carewire.messaging;

import dev.carewire.event.Extensible;
import dev.carewire.text.ExtraFields;
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
 * @param extra the clinic's further fields
 */
public record MessageThread(
        String id,
        Optional<String> subject,
        Optional<String> createdBy,
        List<String> memberIds,
        Instant createdAt,
        Optional<Instant> lastMessageAt,
        int unread,
        ExtraFields extra)
        implements Extensible<MessageThread> {

    public MessageThread {
        memberIds = List.copyOf(memberIds);
    }

    @Override
    public MessageThread withExtra(ExtraFields fields) {
        return new MessageThread(id, subject, createdBy, memberIds, createdAt, lastMessageAt, unread, fields);
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
