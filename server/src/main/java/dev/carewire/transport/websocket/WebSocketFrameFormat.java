package dev.carewire.transport.websocket;

import java.util.OptionalInt;

/**
 * What a WebSocket's frames have to look like.
 *
 * @param binaryPrefix a byte that stands before the bytes of every binary message, as Engine.IO v3 has it; empty for none
 * @param deflated whether compressed messages are understood
 */
public record WebSocketFrameFormat(OptionalInt binaryPrefix, boolean deflated) {}
