package dev.carewire.messaging;

import dev.carewire.record.ExtraChange;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A thread to create, or to extend by members and further fields.
 *
 * @param id the clinic's own id; the server draws one if empty
 * @param subject one line of at most 200 characters; blank counts as absent
 * @param memberIds users of the clinic; the creator is always a member
 * @param extra the change of the clinic's further fields
 */
public record ThreadForm(
        Optional<String> id, Optional<String> subject, Set<String> memberIds, ExtraChange<MessageThread> extra) {

    public ThreadForm {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(subject, "subject");
        Objects.requireNonNull(extra, "extra");
        memberIds = Set.copyOf(memberIds);
    }

    /** A form without further fields. */
    public ThreadForm(Optional<String> id, Optional<String> subject, Set<String> memberIds) {
        this(id, subject, memberIds, ExtraChange.none());
    }

    /** Omits the subject. */
    @Override
    public String toString() {
        return "ThreadForm[members=" + memberIds.size() + "]";
    }
}
