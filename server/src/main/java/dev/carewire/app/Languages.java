package dev.carewire.app;

import dev.carewire.app.config.Config;
import dev.carewire.app.config.DiagnoxixConfig;
import dev.carewire.dialect.Dialect;
import dev.carewire.dialect.PlainDialect;
import dev.carewire.dialect.clinic.ClinicDialect;
import dev.carewire.dialect.diagnoxix.DiagnoxixDialect;
import dev.carewire.dialect.standard.StandardDialect;
import dev.carewire.hub.Hub;
import dev.carewire.identity.TokenVerifier;
import dev.carewire.transport.http.DiagnoxixGate;
import dev.carewire.transport.http.DiagnoxixRoutes;
import dev.carewire.transport.http.Route;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The client families, one line for each, and the path at which each connects.
 *
 * @param socketIo over Socket.IO; paths begin and end with a slash
 * @param plain over plain WebSocket; paths may have variable segments
 * @param routes what their HTTP APIs have besides that of all
 */
record Languages(Map<String, Dialect> socketIo, Map<String, PlainDialect> plain, List<Route> routes) {

    private static final Logger log = LoggerFactory.getLogger(Languages.class);

    static Languages over(
            Hub hub, Features features, Config config, TokenVerifier tokens, Executor workers, Clock clock) {
        DiagnoxixConfig diagnoxix = config.diagnoxix();
        if (diagnoxix.trustUserId()) {
            log.atWarn().log("dialects.diagnoxix.trust-user-id: anybody can be told anybody's notifications");
        }
        NotificationParts notifications = features.notifications();
        DiagnoxixDialect diagnoxixDialect = new DiagnoxixDialect(
                features.presence().presence(),
                notifications.deliveries(),
                notifications.notifications(),
                diagnoxix.trustUserId(),
                clock);
        return new Languages(
                Map.of(
                        "/socket.io/",
                        new StandardDialect(hub, features.standard(), clock),
                        "/api/socket/",
                        new ClinicDialect(
                                hub,
                                features.presence().presence(),
                                notifications.deliveries(),
                                config.timeZone(),
                                clock)),
                Map.of("/v1/ws/notifications", diagnoxixDialect),
                new DiagnoxixRoutes(
                                new DiagnoxixGate(
                                        diagnoxix.requests(), tokens, diagnoxix.trustUserId(), workers, clock),
                                diagnoxixDialect,
                                notifications.notifications())
                        .routes());
    }

    /** Those of an installation that allows no WebSocket: what can be spoken without. */
    Languages withoutWebSocket() {
        return new Languages(socketIo, Map.of(), routes);
    }
}
