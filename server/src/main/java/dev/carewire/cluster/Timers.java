package dev.carewire.cluster;

import dev.carewire.identity.TenantId;
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
     * @param id unique within the kind, 1 to 128 characters without blanks
     */
    record Key(String kind, TenantId tenant, String id) {
        public Key {
            if (!kind.matches("[a-z.-]{1,32}")) {
                throw new IllegalArgumentException("kind: " + kind + " (expected: 1..32 of a-z . -)");
            }
            if (!id.matches("\\S{1,128}")) {
                throw new IllegalArgumentException("id length: " + id.length() + " (expected: 1..128 without blanks)");
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
