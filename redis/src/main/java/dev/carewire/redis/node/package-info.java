/**
 * The messages that Socket.IO servers on Node.js exchange over Redis: those of {@code @socket.io/redis-adapter} 8 and
 * {@code @socket.io/redis-emitter} 5. Bytes and names only, without a connection. Start at
 * {@link dev.carewire.redis.node.SocketIoPeer}.
 */
@NullMarked
package dev.carewire.redis.node;

import org.jspecify.annotations.NullMarked;
