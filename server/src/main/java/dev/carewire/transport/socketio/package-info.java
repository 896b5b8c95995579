/**
 * The Socket.IO edge, on netty-socketio. Of the library it uses the handshake, {@code ClientHead} with the state of the transports, and
 * the WebSocket binding. The guard in front, polling, all timers and the packets are our own: there the library is wrong
 * (docs/decisions.md, "Confine netty-socketio"). No other package imports the library. Start at
 * {@link dev.carewire.transport.socketio.SocketIoEdge}; the life of a session is in
 * {@link dev.carewire.transport.socketio.EngineSession} (transports), {@link dev.carewire.transport.socketio.Namespaces} (packets) and
 * {@link dev.carewire.transport.socketio.NamespaceConnection} (one namespace).
 */
@NullMarked
package dev.carewire.transport.socketio;

import org.jspecify.annotations.NullMarked;
