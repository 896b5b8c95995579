package dev.carewire.messaging;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A thread to create.
 *
 * @param id the clinic's own id; the server draws one if empty
 * @param subject one line of at most 200 characters; blank counts as absent
 * @param memberIds users of the clinic; the creator is always a member
 */
public record ThreadForm(Optional<String> id, Optional<String> subject, Set<String> memberIds) {

    public ThreadForm {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(subject, "subject");
        memberIds = Set.copyOf(memberIds);
    }

    /** Omits the subject. */
    @Override
    public String toString() {
        return "ThreadForm[members=" + memberIds.size() + "]";
    }
}
