package dev.carewire.redis.node;

import java.util.List;
import java.util.Objects;

/**
 * The replies of the peers to a request of this node.
 *
 * @param request that is answered
 * @param replies in the order of their arrival, without replies of other kinds
 * @param missingPeers that have not replied
 * @param missingClients of the peers that received the broadcast and have not acknowledged it; 0 for other requests
 */
public record NodeAnswer(
        NodeRequest request, Outcome outcome, List<NodeReply> replies, int missingPeers, int missingClients) {

    /** How waiting ended. */
    public enum Outcome {
        /** All peers replied, and all clients acknowledged. */
        COMPLETE,
        /** The time-out passed first, such as after the end of a peer: its number is known only by a subscription. */
        TIMED_OUT,
        /** The replies exceeded the bytes that may wait. */
        TOO_LARGE,
        /** Too many requests waited already. Do not send the request. */
        REFUSED
    }

    public NodeAnswer {
        Objects.requireNonNull(request, "request");
        Objects.requireNonNull(outcome, "outcome");
        replies = List.copyOf(replies);
    }
}
