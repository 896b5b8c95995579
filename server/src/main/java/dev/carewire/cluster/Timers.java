package dev.carewire.cluster;

import dev.carewire.identity.TenantId;
import dev.carewire.text.Identifier;
import dev.carewire.text.Texts;
import java.time.Instant;
import java.util.Optional;

/**
 * Timers that survive a crash. A timer only triggers a check: its {@link TimerListener} reads the rows and decides what
 * is due. A duplicate, late or obsolete trigger is therefore harmless. Blocks; never on an event loop.
 */
public interface Timers {

    /**
     * Sets a timer in the transaction open on this thread, or in a new one; it fires if that commits. A timer that is
     * already set keeps its time; for another time, use another id.
     */
    void set(Key key, Instant at);

    /**
     * Identifies a timer.
     *
     * @param kind selects the listener, 1 to 32 lower-case letters, dots and dashes
     * @param tenant the tenant it belongs to
     * @param id unique within the kind: an {@link Identifier}, with up to {@value #MAX_SUFFIX_LENGTH} further characters
     */
    record Key(String kind, TenantId tenant, String id) {

        /** Longest addition to the id of a record that has several timers, in characters. */
        public static final int MAX_SUFFIX_LENGTH = 16;

        private static final int MAX_ID_LENGTH = Identifier.MAX_LENGTH + MAX_SUFFIX_LENGTH;

        public Key {
            if (!kind.matches("[a-z.-]{1,32}")) {
                throw new IllegalArgumentException("kind: " + kind + " (expected: 1..32 of a-z . -)");
            }
            if (id.isBlank() || id.length() > MAX_ID_LENGTH || !Texts.isLine(id)) {
                throw new IllegalArgumentException(
                        "id: " + id.length() + " characters (expected: one line of 1.." + MAX_ID_LENGTH + ")");
            }
        }
    }

    /** The action for due timers of one kind. */
    @FunctionalInterface
    interface TimerListener {

        /**
         * Runs when a timer is due, on one of a few shared timer threads, so it may block for a few seconds at most.
         * After an exception, which is logged, or a crash, the timer fires again.
         *
         * @return when to fire again; empty if the timer is done
         */
        Optional<Instant> onDue(TenantId tenant, String id);
    }
}
