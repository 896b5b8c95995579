package dev.carewire.app.wiring;

import dev.carewire.dialect.healthmate.ConnectionRoutes;
import dev.carewire.dialect.healthmate.HealthmateEndpoint;
import dev.carewire.dialect.healthmate.HealthmateFamily;
import dev.carewire.transport.session.SessionRuntime;
import java.util.Map;

/** What HealthMate's clients connect to, and what its operators ask. */
final class HealthmateParts {

    private HealthmateParts() {}

    /** @param connectionsPerUser how many one user may have, all services together */
    static ClientFamily family(SessionRuntime sessions, Features features, int connectionsPerUser) {
        HealthmateFamily healthmate =
                new HealthmateFamily(sessions.hub(), features.healthmate(), connectionsPerUser, sessions.clock());
        return ClientFamily.forWebSocket(Map.of(
                        "/ws/health",
                        healthmate.dialect(HealthmateEndpoint.HEALTH),
                        "/ws/chat",
                        healthmate.dialect(HealthmateEndpoint.CHAT),
                        "/ws/notifications",
                        healthmate.dialect(HealthmateEndpoint.NOTIFICATIONS),
                        "/ws/combined",
                        healthmate.dialect(HealthmateEndpoint.COMBINED)))
                .withRoutes(new ConnectionRoutes(healthmate.connections(), sessions.clock()).routes());
    }
}
