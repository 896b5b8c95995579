package dev.carewire.app.config;

import java.time.Duration;

/**
 * Plain WebSocket's own numbers.
 *
 * @param heartbeatInterval between two pings
 * @param heartbeatTimeout for the answer to one
 * @param permessageDeflate whether messages may be compressed
 */
public record WebSocketConfig(Duration heartbeatInterval, Duration heartbeatTimeout, boolean permessageDeflate) {}
