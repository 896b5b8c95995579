package dev.carewire.app.wiring;

import dev.carewire.dialect.healthmate.ConnectionRoutes;
import dev.carewire.dialect.healthmate.HealthmateFamily;
import dev.carewire.dialect.healthmate.Service;
import dev.carewire.transport.session.SessionRuntime;
import java.util.Map;

/** What HealthMate's clients connect to, and what its operators ask. */
final class HealthmateParts {

    private HealthmateParts() {}

    /** @param connectionsPerUser how many one user may have, all services together */
    static Family family(SessionRuntime sessions, Features features, int connectionsPerUser) {
        HealthmateFamily healthmate =
                new HealthmateFamily(sessions.hub(), features.healthmate(), connectionsPerUser, sessions.clock());
        return Family.overWebSocket(Map.of(
                        "/ws/health",
                        healthmate.dialect(Service.HEALTH),
                        "/ws/chat",
                        healthmate.dialect(Service.CHAT),
                        "/ws/notifications",
                        healthmate.dialect(Service.NOTIFICATIONS),
                        "/ws/combined",
                        healthmate.dialect(Service.COMBINED)))
                .with(new ConnectionRoutes(healthmate.connections(), sessions.clock()).routes());
    }
}
