package dev.carewire.rest;

import dev.carewire.http.Endpoint;
import dev.carewire.http.Route;
import dev.carewire.record.KeptRecords;
import dev.carewire.record.RecordKind;
import io.netty.handler.codec.http.HttpMethod;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The routes of records. Those of a kind that the server does not keep answer 404 to every authenticated caller, with a text that
 * states where the records are. Immutable.
 */
public final class KeptRoutes {

    private final KeptRecords kept;

    /** Routes of a server that keeps these records. */
    public KeptRoutes(KeptRecords kept) {
        this.kept = kept;
    }

    /** The routes of records of {@code kind}. */
    public Stream<Route> of(RecordKind kind, List<Route> routes) {
        return of(kind, routes, route -> true);
    }

    /** The routes of records of {@code kind}; those that only read answer in any case. */
    public Stream<Route> readableAnyway(RecordKind kind, List<Route> routes) {
        return of(kind, routes, route -> !route.method().equals(HttpMethod.GET));
    }

    private Stream<Route> of(RecordKind kind, List<Route> routes, Predicate<Route> ofRecords) {
        return kept.keeps(kind)
                ? routes.stream()
                : routes.stream().map(route -> ofRecords.test(route) ? keptElsewhere(kind, route) : route);
    }

    private static Route keptElsewhere(RecordKind kind, Route route) {
        Endpoint endpoint = route.endpoint() instanceof Endpoint.Streaming streaming
                ? new Endpoint.Streaming(streaming.maxBytes(), (caller, head) -> {
                    throw kind.keptElsewhere();
                })
                : (Endpoint.ForCallers) (caller, request) -> {
                    throw kind.keptElsewhere();
                };
        return route.withEndpoint(endpoint);
    }
}
