package dev.carewire.messaging;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * A thread to be created.
 *
 * @param subject one line of at most 200 characters; a blank one counts as none
 * @param memberIds users of the clinic; the creator is a member with or without being named
 */
public record ThreadForm(Optional<String> subject, Set<String> memberIds) {

    public ThreadForm {
        Objects.requireNonNull(subject, "subject");
        memberIds = Set.copyOf(memberIds);
    }

    /** Without the subject. */
    @Override
    public String toString() {
        return "ThreadForm[members=" + memberIds.size() + "]";
    }
}
