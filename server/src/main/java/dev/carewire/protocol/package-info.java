/**
 * Engine.IO v4 and Socket.IO v5 packets as values, encoded and decoded without any I/O; JSON stays opaque text. Follows the
 * protocol documents of the Socket.IO project ("engine.io-protocol" v4, "socket.io-protocol" v5). Start at
 * {@link dev.carewire.protocol.EnginePacket} and {@link dev.carewire.protocol.SocketPacket}.
 */
@NullMarked
package dev.carewire.protocol;

import org.jspecify.annotations.NullMarked;
