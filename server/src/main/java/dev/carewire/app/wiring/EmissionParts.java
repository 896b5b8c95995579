package dev.carewire.app.wiring;

import dev.carewire.adapter.jdbi.JdbiEmissionKeys;
import dev.carewire.adapter.json.JsonPayloads;
import dev.carewire.app.config.EmitConfig;
import dev.carewire.emission.CustomNames;
import dev.carewire.emission.Emissions;
import dev.carewire.http.Route;
import dev.carewire.notification.Notifications;
import dev.carewire.rest.EmitRoutes;
import java.util.stream.Stream;

/** The parts of the events that other back ends push. */
record EmissionParts(Emissions emissions, EmitRoutes http) {

    /**
     * Puts the parts together.
     *
     * @param notifications take what is to be acknowledged
     */
    static EmissionParts over(Foundation base, Notifications notifications, EmitConfig config) {
        Emissions emissions = new Emissions(
                base.publisher(),
                base.transactions(),
                new JdbiEmissionKeys(base.database()),
                new JsonPayloads(),
                new CustomNames(config.customEvents()),
                new EmittedNotifications(notifications),
                base.clock());
        return new EmissionParts(
                emissions, new EmitRoutes(emissions, config.requestsPerSecond(), config.requestsBurst(), base.clock()));
    }

    Stream<Route> routes() {
        return http.routes().stream();
    }
}
