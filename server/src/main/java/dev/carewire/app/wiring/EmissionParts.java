package dev.carewire.app.wiring;

import dev.carewire.adapter.jdbi.JdbiIdempotencyKeys;
import dev.carewire.adapter.json.JsonPayloadParser;
import dev.carewire.app.config.EmitConfig;
import dev.carewire.emission.CustomEventNames;
import dev.carewire.emission.Emissions;
import dev.carewire.http.Route;
import dev.carewire.notification.Notifications;
import dev.carewire.rest.EmitRoutes;
import java.util.stream.Stream;

/** The parts for events of other back ends. */
record EmissionParts(Emissions emissions, EmitRoutes emitRoutes) {

    /**
     * Creates the parts.
     *
     * @param notifications sends notifications that must be acknowledged
     */
    static EmissionParts create(CoreParts base, Notifications notifications, EmitConfig config) {
        Emissions emissions = new Emissions(
                base.publisher(),
                base.transactions(),
                new JdbiIdempotencyKeys(base.database()),
                new JsonPayloadParser(),
                new CustomEventNames(config.customEvents()),
                new EmittedNotifications(notifications),
                base.clock());
        return new EmissionParts(
                emissions, new EmitRoutes(emissions, config.requestsPerSecond(), config.requestsBurst(), base.clock()));
    }

    Stream<Route> routes() {
        return emitRoutes.routes().stream();
    }
}
