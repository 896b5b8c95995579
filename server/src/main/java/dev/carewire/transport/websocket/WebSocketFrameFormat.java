package dev.carewire.transport.websocket;

import java.util.OptionalInt;

/**
 * The frame format that a WebSocket uses.
 *
 * @param binaryPrefix a byte before every binary message, as in Engine.IO v3; empty for none
 * @param deflated whether the client accepts compressed messages
 */
public record WebSocketFrameFormat(OptionalInt binaryPrefix, boolean deflated) {}
