package dev.carewire.redis;

import java.util.Objects;

/**
 * The names under which one CareWire installation keeps its data in a Redis that others may use too. The scope is wrapped in
 * braces, so that in a cluster all keys of a scope share a slot and one script may touch them.
 *
 * @param prefix what every key begins with, 1 to 64 letters, digits or dashes; default {@code carewire}
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

    /** The channel on which new events of {@code scope} are announced. */
    public String channel(String scope) {
        return key(scope, "channel");
    }

    private String key(String scope, String kind) {
        // Braces inside the scope would end the hash tag early and let two scopes share a key.
        String tag = scope.replace("%", "%25").replace("{", "%7B").replace("}", "%7D");
        return prefix + ":{" + tag + "}:" + kind;
    }
}
