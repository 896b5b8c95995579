package dev.carewire.transport.plain;

import dev.carewire.transport.websocket.Compression;
import java.time.Duration;

/**
 * How the server speaks plain WebSocket.
 *
 * @param heartbeatInterval time between two pings to a client; default 30 s
 * @param heartbeatTimeout how long a client may take to send anything after a ping; default 20 s
 * @param compression of messages; default none
 */
public record PlainConfig(Duration heartbeatInterval, Duration heartbeatTimeout, Compression compression) {}
