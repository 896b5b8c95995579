package dev.carewire.redis.node;

import java.util.Objects;

/**
 * Identifies the sender of a message: one server's adapter of one namespace, or the {@link #EMITTER}.
 *
 * @param value 1 to {@value #MAX_LENGTH} characters without {@code #}, which ends a name in a channel
 */
public record PeerId(String value) {

    /** Longest id. */
    public static final int MAX_LENGTH = 64;

    /** The sender of all messages of {@code @socket.io/redis-emitter}, in all processes. It awaits no reply. */
    public static final PeerId EMITTER = new PeerId("emitter");

    public PeerId {
        Objects.requireNonNull(value, "value");
        if (!isValid(value)) {
            throw new IllegalArgumentException(
                    "value: " + value.length() + " characters (expected: 1.." + MAX_LENGTH + " without #)");
        }
    }

    static boolean isValid(String value) {
        return !value.isEmpty() && value.length() <= MAX_LENGTH && value.indexOf('#') < 0;
    }
}
