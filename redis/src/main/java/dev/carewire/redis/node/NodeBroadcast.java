package dev.carewire.redis.node;

import java.util.Objects;

/**
 * An event that every server delivers to those of its own clients that match.
 *
 * @param sender which ignores its own message
 * @param recipients the clients
 */
public record NodeBroadcast(PeerId sender, NodePacket packet, Selection.Matching recipients, BroadcastFlags flags) {

    public NodeBroadcast {
        Objects.requireNonNull(sender, "sender");
        Objects.requireNonNull(packet, "packet");
        Objects.requireNonNull(recipients, "recipients");
        Objects.requireNonNull(flags, "flags");
    }
}
