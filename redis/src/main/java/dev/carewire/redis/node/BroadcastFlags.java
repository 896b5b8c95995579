package dev.carewire.redis.node;

import java.time.Duration;
import java.util.Collections;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * How a broadcast is delivered, by the modifiers of Socket.IO's {@code BroadcastOperator}.
 *
 * @param set the flags that are on
 * @param timeout within which clients acknowledge, 0 to {@value #MAX_TIMEOUT_MS} ms; empty without acknowledgement
 */
public record BroadcastFlags(Set<Flag> set, Optional<Duration> timeout) {

    /** Longest time-out in milliseconds, the longest of JavaScript's timers. */
    public static final long MAX_TIMEOUT_MS = Integer.MAX_VALUE;

    /** A broadcast without a modifier. */
    public static final BroadcastFlags NONE = new BroadcastFlags(Set.of(), Optional.empty());

    /** One modifier. */
    public enum Flag {
        /** {@code volatile}: clients that are not ready to receive miss it. */
        VOLATILE("volatile", true),
        /** {@code local}: only for the sender's own clients. Adapters send no such message. */
        LOCAL("local", true),
        /** {@code compress(false)}: the transport does not compress the message. */
        UNCOMPRESSED("compress", false),
        /** {@code expectSingleResponse}: the sender takes the first acknowledgement only. */
        SINGLE_RESPONSE("expectSingleResponse", true);

        private final String property;
        private final boolean value;

        Flag(String property, boolean value) {
            this.property = property;
            this.value = value;
        }

        /** The property of a message that holds this flag. */
        String property() {
            return property;
        }

        /** The property's value if this flag is on. */
        boolean value() {
            return value;
        }
    }

    public BroadcastFlags {
        EnumSet<Flag> copy = EnumSet.noneOf(Flag.class);
        copy.addAll(set);
        set = Collections.unmodifiableSet(copy);
        Objects.requireNonNull(timeout, "timeout");
        if (timeout.filter(time -> time.isNegative() || time.toMillis() > MAX_TIMEOUT_MS)
                .isPresent()) {
            throw new IllegalArgumentException(
                    "timeout: " + timeout.get().toMillis() + " ms (expected: 0.." + MAX_TIMEOUT_MS + ")");
        }
    }

    /** Whether a flag is on. */
    public boolean has(Flag flag) {
        return set.contains(flag);
    }
}
