package dev.carewire.idempotency;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.http.Endpoint;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.identity.TenantId;
import dev.carewire.json.MalformedJsonException;
import io.netty.handler.codec.http.HttpMethod;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Makes {@code POST} routes idempotent: a request with the header {@value KeyHeader#NAME} has one effect, however often the client
 * sends it. Other methods are idempotent by themselves. Immutable.
 */
public final class IdempotentRoutes {

    private final IdempotentRequests requests;
    private final DeferredRequests deferred;
    private final TenantId anonymousTenant;

    /**
     * Routes over {@code requests}.
     *
     * @param workers store answers that follow later
     * @param anonymousTenant the tenant of clients that need no token
     */
    public IdempotentRoutes(IdempotentRequests requests, Executor workers, TenantId anonymousTenant) {
        this.requests = requests;
        this.deferred = new DeferredRequests(requests, workers);
        this.anonymousTenant = anonymousTenant;
    }

    /**
     * The idempotent form of a route; the same route if it is not a {@code POST}.
     *
     * @throws IllegalArgumentException for a {@code POST} without authentication, whose keys would have no user
     */
    public Route of(Route route) {
        return route.method().equals(HttpMethod.POST) ? route.withEndpoint(endpoint(route)) : route;
    }

    private Endpoint endpoint(Route route) {
        Endpoint endpoint = route.endpoint();
        if (endpoint instanceof IdempotentEndpoint) {
            return endpoint;
        }
        if (endpoint instanceof Endpoint.ForCallers callers) {
            return (Endpoint.ForCallers) (caller, request) ->
                    answer(route, Optional.of(caller), request, () -> callers.answer(caller, request));
        }
        if (endpoint instanceof Endpoint.Authenticated<?> authenticated) {
            return authenticated(route, authenticated);
        }
        if (endpoint instanceof Endpoint.Deferred later) {
            return deferred(route, later);
        }
        if (endpoint instanceof Endpoint.Streaming streaming) {
            return streaming(route, streaming);
        }
        throw new IllegalArgumentException("route: POST " + route.path() + " (expected: one that authenticates)");
    }

    private <C> Endpoint authenticated(Route route, Endpoint.Authenticated<C> endpoint) {
        return new Endpoint.Authenticated<>(
                endpoint.authentication(),
                (caller, request) -> answer(
                        route,
                        endpoint.authentication().user(caller),
                        request,
                        () -> endpoint.answer().answer(caller, request)));
    }

    private Response answer(Route route, Optional<Caller> caller, Request request, IdempotentRequests.Work work)
            throws MalformedJsonException {
        Optional<KeyedRequest> keyed = keyed(route, caller, request);
        return keyed.isPresent() ? requests.answer(keyed.get(), RequestFingerprint.of(request), work) : work.run();
    }

    private Endpoint.Deferred deferred(Route route, Endpoint.Deferred endpoint) {
        return (caller, request) -> {
            Optional<KeyedRequest> keyed = keyed(route, Optional.of(caller), request);
            return keyed.isPresent()
                    ? deferred.answer(
                            keyed.get(), RequestFingerprint.of(request), () -> endpoint.answer(caller, request))
                    : endpoint.answer(caller, request);
        };
    }

    private Endpoint.Streaming streaming(Route route, Endpoint.Streaming endpoint) {
        Endpoint.Beginning first = endpoint.beginning();
        return new Endpoint.Streaming(
                endpoint.maxBytes(),
                (caller, head) -> keyed(route, Optional.of(caller), head)
                        .map(keyed -> RepeatableUpload.begin(
                                requests, keyed, head, endpoint.maxBytes(), () -> first.begin(caller, head)))
                        .orElseGet(() -> first.begin(caller, head)));
    }

    /** @throws RejectedException INVALID for an invalid key */
    private Optional<KeyedRequest> keyed(Route route, Optional<Caller> caller, Request request) {
        return KeyHeader.of(request)
                .map(text -> caller.map(user -> KeyedRequest.of(user, text, route.failures()))
                        .orElseGet(() -> new KeyedRequest(
                                new IdempotencyKey(anonymousTenant, IdempotencyKey.ANONYMOUS, text),
                                Sender.USER,
                                route.failures())));
    }
}
