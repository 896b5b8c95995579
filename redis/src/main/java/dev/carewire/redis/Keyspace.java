package dev.carewire.redis;

import java.util.Objects;

/**
 * The names of one CareWire installation's data in a Redis that others may share. Braces enclose the scope, so that in
 * a cluster all keys of a scope share a slot and one script can use them.
 *
 * @param prefix of every key, 1 to 64 letters, digits or dashes; default {@code carewire}
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

    /** The key of the event stream of {@code scope}, which may be any text. */
    public String stream(String scope) {
        return key(scope, "stream");
    }

    /** The channel that announces new events of {@code scope}. */
    public String channel(String scope) {
        return key(scope, "channel");
    }

    private String key(String scope, String kind) {
        // Braces inside the scope would end the hash tag early and let two scopes share a key.
        String tag = scope.replace("%", "%25").replace("{", "%7B").replace("}", "%7D");
        return prefix + ":{" + tag + "}:" + kind;
    }
}
