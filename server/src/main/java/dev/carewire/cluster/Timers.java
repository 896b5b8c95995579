package dev.carewire.cluster;

import dev.carewire.identity.TenantId;
import java.time.Instant;
import java.util.Optional;

/**
 * Timers that survive a crash. A timer says when to look, never what to do: what is due is decided by the rows that its
 * {@link TimerListener} reads, so a timer that rings twice, late, or for something that has been settled does no harm. Blocks; never on an
 * event loop.
 */
public interface Timers {

    /**
     * Sets a timer in the transaction open on this thread, or in one of its own: it will ring if that commits. One that is set
     * already stays as it is; to look at another time, set one with another id.
     */
    void set(Key key, Instant at);

    /**
     * Names a timer.
     *
     * @param kind which bell rings, 1 to 32 lower-case letters, dots and dashes
     * @param tenant whose it is
     * @param id which one of the kind, 1 to 128 characters without blanks
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

    /** What happens when the timers of one kind ring. */
    @FunctionalInterface
    interface TimerListener {

        /**
         * A timer rings; on a thread of the timers', which few share, so it may block for seconds at most. An exception is logged
         * and the timer rings again after some seconds. After a crash in the middle it rings again, too.
         *
         * @return when to ring again; empty when the timer has served
         */
        Optional<Instant> onDue(TenantId tenant, String id);
    }
}
