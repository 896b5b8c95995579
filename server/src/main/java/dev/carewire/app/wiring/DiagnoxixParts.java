package dev.carewire.app.wiring;

import dev.carewire.dialect.diagnoxix.DiagnoxixDialect;
import dev.carewire.dialect.diagnoxix.DiagnoxixGate;
import dev.carewire.dialect.diagnoxix.DiagnoxixRoutes;
import dev.carewire.dialect.diagnoxix.DiagnoxixRules;
import dev.carewire.transport.session.SessionRuntime;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What Diagnoxix's clients connect to and ask. */
final class DiagnoxixParts {

    private static final Logger log = LoggerFactory.getLogger(DiagnoxixParts.class);

    private DiagnoxixParts() {}

    static ClientFamily family(SessionRuntime sessions, Features features, DiagnoxixRules config) {
        if (config.trustUserId()) {
            log.atWarn().log("dialects.diagnoxix.trust-user-id: anybody can be told anybody's notifications");
        }
        NotificationParts notifications = features.notifications();
        DiagnoxixDialect dialect = new DiagnoxixDialect(
                features.presence().presence(),
                notifications.deliveries(),
                notifications.notifications(),
                config.trustUserId(),
                sessions.clock());
        DiagnoxixGate gate = new DiagnoxixGate(
                config.requests(), sessions.tokens(), config.trustUserId(), sessions.workers(), sessions.clock());
        return ClientFamily.forWebSocket(Map.of("/v1/ws/notifications", dialect))
                .withRoutes(new DiagnoxixRoutes(gate, dialect, notifications.notifications()).routes());
    }
}
