package dev.carewire.app.wiring;

import dev.carewire.adapter.json.JsonPayloadParser;
import dev.carewire.app.config.EmitConfig;
import dev.carewire.dialect.ClientSockets;
import dev.carewire.emission.CustomEventNames;
import dev.carewire.emission.Emissions;
import dev.carewire.emission.FamilyWire;
import dev.carewire.emission.FamilyWires;
import dev.carewire.emission.VerbatimMessages;
import dev.carewire.http.Route;
import dev.carewire.hub.Hub;
import dev.carewire.idempotency.IdempotentRequests;
import dev.carewire.notification.Notifications;
import dev.carewire.rest.EmitRoutes;
import dev.carewire.rest.SocketRoutes;
import java.time.Clock;
import java.util.Collection;
import java.util.stream.Stream;

/** The parts for events of other back ends. */
record EmissionParts(EmitRoutes emitRoutes, VerbatimMessages verbatim, EmitConfig config, Clock clock) {

    /**
     * Creates the parts.
     *
     * @param requests answers repeated requests
     * @param notifications sends notifications that must be acknowledged
     * @param families the client families with verbatim events
     */
    static EmissionParts create(
            CoreParts base,
            IdempotentRequests requests,
            Notifications notifications,
            Collection<FamilyWire> families,
            EmitConfig config) {
        JsonPayloadParser payloadParser = new JsonPayloadParser(base.clinics());
        VerbatimMessages verbatim = new VerbatimMessages(new FamilyWires(families), payloadParser);
        Emissions emissions = new Emissions(
                base.publisher(),
                payloadParser,
                new EmittedVitals(),
                new CustomEventNames(config.customEvents()),
                new EmittedNotifications(notifications),
                verbatim,
                base.clock());
        return new EmissionParts(
                new EmitRoutes(
                        emissions,
                        requests,
                        base.transactions(),
                        config.requestsPerSecond(),
                        config.requestsBurst(),
                        base.clock()),
                verbatim,
                config,
                base.clock());
    }

    Stream<Route> routes() {
        return emitRoutes.routes().stream();
    }

    /**
     * The routes for the sessions of {@code hub}.
     *
     * @param order that of each clinic's events
     */
    Stream<Route> socketRoutes(Hub hub, ClientSockets.TenantOrder order) {
        return new SocketRoutes(
                        new ClientSockets(hub, order, verbatim, clock),
                        config.requestsPerSecond(),
                        config.requestsBurst(),
                        clock)
                .routes().stream();
    }
}
