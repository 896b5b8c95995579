/**
 * WebSockets (RFC 6455) with compression (RFC 7692), whatever is spoken over them: the handshake, and messages that are encoded once
 * for all their receivers. Start at {@link dev.carewire.transport.websocket.WebSocketHandshake} for the way in and at
 * {@link dev.carewire.transport.websocket.WebSocketWriter} for the way out.
 */
@NullMarked
package dev.carewire.transport.websocket;

import org.jspecify.annotations.NullMarked;
