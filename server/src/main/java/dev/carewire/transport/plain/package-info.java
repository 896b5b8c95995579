/**
 * Plain WebSockets (RFC 6455): one JSON text per message. Start at {@link dev.carewire.transport.plain.PlainEdge}, then read
 * {@link dev.carewire.transport.plain.PlainConnection}, the life of one WebSocket.
 */
@NullMarked
package dev.carewire.transport.plain;

import org.jspecify.annotations.NullMarked;
