/**
 * The Socket.IO edge, on netty-socketio. The library keeps its handshake, its {@code ClientHead} with the transports'
 * state, and the WebSocket handshake; the guard in front, polling, all timers, and everything inside a packet are ours, because
 * the library is wrong there (docs/decisions.md, "Confine netty-socketio"). Nothing else in the project imports it. Start at
 * {@link dev.carewire.transport.socketio.SocketIoEdge}; a session's life is in
 * {@link dev.carewire.transport.socketio.EngineSession} (transports),
 * {@link dev.carewire.transport.socketio.Namespaces} (packets) and {@link dev.carewire.transport.socketio.NamespaceConnection} (one
 * namespace).
 */
@NullMarked
package dev.carewire.transport.socketio;

import org.jspecify.annotations.NullMarked;
