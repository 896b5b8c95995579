package dev.carewire.transport.websocket;

/** How the messages of WebSockets may be compressed. */
public enum Compression {
    NONE,
    /** The extension of RFC 7692, for clients that offer it. */
    PERMESSAGE_DEFLATE
}
