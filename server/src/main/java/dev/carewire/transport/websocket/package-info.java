/**
 * WebSockets (RFC 6455) with compression (RFC 7692), for any protocol above: the handshake, and messages that are
 * encoded once for all recipients. Start at {@link dev.carewire.transport.websocket.WebSocketHandshake} for inbound and
 * at {@link dev.carewire.transport.websocket.WebSocketWriter} for outbound traffic.
 */
@NullMarked
package dev.carewire.transport.websocket;

import org.jspecify.annotations.NullMarked;
