package dev.carewire.care;

import java.util.Optional;

/**
 * The effect of a change of one record on a record that belongs to it.
 *
 * @param <S> the other record's state
 */
public sealed interface Effect<S> {

    /** The two states agree: the other record stays as it is. */
    record Agrees<S>() implements Effect<S> {}

    /** The other record changes to {@code state}. */
    record Becomes<S>(S state) implements Effect<S> {}

    /** The other record stays as it is, and a new one in {@code state} takes its place. */
    record Replaced<S>(S state) implements Effect<S> {}

    /**
     * The change is rejected as a conflict.
     *
     * @param reason for the client
     */
    record Rejected<S>(String reason) implements Effect<S> {}

    /** The state of the other record, or of the one in its place, after the change; empty if it stays as it is. */
    default Optional<S> next() {
        if (this instanceof Becomes<S> becomes) {
            return Optional.of(becomes.state());
        }
        return this instanceof Replaced<S> replaced ? Optional.of(replaced.state()) : Optional.empty();
    }

    /** Why the change is rejected; empty if it is not. */
    default Optional<String> rejection() {
        return this instanceof Rejected<S> rejected ? Optional.of(rejected.reason()) : Optional.empty();
    }
}
