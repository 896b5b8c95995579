package dev.carewire.redis;

import java.util.Objects;

/**
 * Names of one installation's channels in a Redis that others may share. Redis treats names as bytes, so they need no escapes.
 *
 * @param prefix of every name, 1 to 64 letters, digits or dashes; default {@code carewire}
 */
public record Keyspace(String prefix) {

    private static final int MAX_LENGTH = 64;

    public Keyspace {
        Objects.requireNonNull(prefix, "prefix");
        if (!prefix.matches("[A-Za-z0-9-]{1," + MAX_LENGTH + "}")) {
            throw new IllegalArgumentException(
                    "prefix: " + prefix + " (expected: 1.." + MAX_LENGTH + " letters, digits or dashes)");
        }
    }

    /** The channel of this kind, without colons. */
    public String channel(String kind) {
        return prefix + ":" + kind;
    }

    /** The channel of this kind and scope, which may be any text. */
    public String channel(String kind, String scope) {
        return scopes(kind) + scope;
    }

    /** The common beginning of the names of this kind, up to their scope. */
    public String scopes(String kind) {
        return channel(kind) + ":";
    }
}
