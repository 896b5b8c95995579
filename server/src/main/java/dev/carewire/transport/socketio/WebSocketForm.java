package dev.carewire.transport.socketio;

import dev.carewire.protocol.EngineVersion;

/**
 * What a WebSocket's frames have to look like.
 *
 * @param deflated whether compressed messages are understood
 */
record WebSocketForm(EngineVersion version, boolean deflated) {}
