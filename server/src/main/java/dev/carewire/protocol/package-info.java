/**
 * Packets of Engine.IO v3 and v4 and of Socket.IO v4 and v5 as values, encoded and decoded without I/O. JSON is
 * validated but stays text.
 *
 * <p>Follows the protocol documents of the Socket.IO project ("engine.io-protocol" v3 and v4, "socket.io-protocol" v4
 * and v5). Start at {@link dev.carewire.protocol.EnginePacket} and {@link dev.carewire.protocol.SocketPacket}.
 */
@NullMarked
package dev.carewire.protocol;

import org.jspecify.annotations.NullMarked;
