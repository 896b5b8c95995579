/**
 * Plain WebSockets (RFC 6455): one JSON text for each frame. Start at {@link dev.carewire.transport.plain.PlainEdge}, which stands before
 * the HTTP API, and go on to {@link dev.carewire.transport.plain.PlainConnection}, the life of one WebSocket.
 */
@NullMarked
package dev.carewire.transport.plain;

import org.jspecify.annotations.NullMarked;
