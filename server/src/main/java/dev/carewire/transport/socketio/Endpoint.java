package dev.carewire.transport.socketio;

import dev.carewire.dialect.Dialect;

/**
 * Where a client family connects.
 *
 * @param path with the trailing slash, such as {@code /socket.io/}; served without it too
 * @param encoding the dialect's words as Socket.IO packets
 */
record Endpoint(String path, Dialect dialect, SocketIoEncoding encoding) {

    Endpoint(String path, Dialect dialect, boolean offsets) {
        this(path, dialect, new SocketIoEncoding(dialect, offsets));
    }
}
