package dev.carewire.adapter.redis;

import java.util.Optional;

/**
 * Wraps messages for the wire, with their format and their sender. Its first byte is the format. Any thread wraps; one thread at a
 * time opens.
 */
sealed interface Envelope permits PlainEnvelope, SealedEnvelope {

    /** The bytes to publish to a channel. */
    byte[] wrap(String channel, byte[] body);

    /** The body of another node's message from a channel. Empty for this node's own messages and for rejected ones. */
    Optional<byte[]> open(String channel, byte[] message);

    /** Messages that {@link #open} has rejected. */
    long rejected();
}
