package dev.carewire.app;

import dev.carewire.app.config.Config;
import dev.carewire.dialect.Dialect;
import dev.carewire.dialect.PlainDialect;
import dev.carewire.dialect.clinic.ClinicDialect;
import dev.carewire.dialect.healthmate.HealthmateFamily;
import dev.carewire.dialect.healthmate.Service;
import dev.carewire.dialect.standard.StandardDialect;
import dev.carewire.hub.Hub;
import java.time.Clock;
import java.util.Map;

/**
 * The client families, one line for each, and the path at which each connects.
 *
 * @param socketIo over Socket.IO; paths begin and end with a slash
 * @param plain over plain WebSocket; paths may have variable segments
 */
record Languages(Map<String, Dialect> socketIo, Map<String, PlainDialect> plain) {

    /** @param healthmate its clients, who have a path for each service */
    static Languages over(Hub hub, Features features, HealthmateFamily healthmate, Config config, Clock clock) {
        return new Languages(
                Map.of(
                        "/socket.io/",
                        new StandardDialect(hub, features.standard(), clock),
                        "/api/socket/",
                        new ClinicDialect(
                                hub,
                                features.presence().presence(),
                                features.notifications().deliveries(),
                                config.timeZone(),
                                clock)),
                Map.of(
                        "/ws/health",
                        healthmate.dialect(Service.HEALTH),
                        "/ws/chat",
                        healthmate.dialect(Service.CHAT),
                        "/ws/notifications",
                        healthmate.dialect(Service.NOTIFICATIONS),
                        "/ws/combined",
                        healthmate.dialect(Service.COMBINED)));
    }

    /** Those of an installation that allows no WebSocket: what can be spoken without. */
    Languages withoutWebSocket() {
        return new Languages(socketIo, Map.of());
    }
}
