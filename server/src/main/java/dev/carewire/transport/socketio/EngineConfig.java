package dev.carewire.transport.socketio;

import dev.carewire.transport.websocket.Compression;
import java.time.Duration;
import java.util.Set;

/**
 * How the server speaks Engine.IO and Socket.IO.
 *
 * @param pingInterval time between two pings to a client; default 25 s
 * @param pingTimeout how long a client may take to answer a ping; default 20 s
 * @param upgradeTimeout how long a change to WebSocket may take; default 10 s
 * @param compression of WebSocket messages; default none
 * @param features the optional parts that clients may use; default all
 */
public record EngineConfig(
        Duration pingInterval,
        Duration pingTimeout,
        Duration upgradeTimeout,
        Compression compression,
        Set<EngineFeature> features) {

    public EngineConfig {
        features = Set.copyOf(features);
    }

    /** Whether clients may use {@code feature}. */
    public boolean offers(EngineFeature feature) {
        return features.contains(feature);
    }
}
