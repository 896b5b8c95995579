package dev.carewire.adapter.redis;

/** Why a node rejects a message of the bus. */
enum Rejection {

    /** The format is not this node's: unknown, unsealed, or sealed although this node has no key. */
    FORMAT,

    /** Sealed with a key that this node does not have. */
    KEY,

    /** Forged, altered, or published to another channel. */
    SEAL,

    /** Received before, or too far behind the latest message of its sender. */
    REPLAY,

    /** Sent too long ago, or the clocks of the nodes differ too much. */
    AGE,

    /** Too many senders at the same time. */
    SENDERS
}
