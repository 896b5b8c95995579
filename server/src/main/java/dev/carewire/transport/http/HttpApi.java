package dev.carewire.transport.http;

import dev.carewire.clinic.ClinicZones;
import dev.carewire.command.Caller;
import dev.carewire.http.Authentication;
import dev.carewire.http.BodyReceiver;
import dev.carewire.http.Download;
import dev.carewire.http.Endpoint;
import dev.carewire.http.HttpErrors;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.http.Router;
import dev.carewire.transport.netty.OriginPolicy;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Answers HTTP requests: applies the cross-origin rules, finds the route, authenticates the caller and runs the
 * endpoint on a worker. The route's table maps failures to responses. One for all connections; any thread.
 */
public final class HttpApi {

    private final Router router;
    private final Router streamingRouter;
    private final BearerAuthentication authentication;
    private final Cors cors;
    private final ClinicZones zones;
    private final RequestRates rates;
    private final Executor workers;
    private final EndpointRunner runner;

    /**
     * An API over these routes.
     *
     * @param zones the time zones in which requests state days and times of day
     * @param rates how often clients may send requests that authenticate
     * @param workers threads that may block; rejects when saturated
     */
    public HttpApi(
            Router router,
            BearerAuthentication authentication,
            OriginPolicy origins,
            ClinicZones zones,
            RequestRates rates,
            Executor workers) {
        this.router = router;
        this.streamingRouter = router.streamingRoutes();
        this.authentication = authentication;
        this.cors = new Cors(origins);
        this.zones = zones;
        this.rates = rates;
        this.workers = workers;
        this.runner = new EndpointRunner(workers);
    }

    /**
     * Whether the body of a request is passed to its endpoint in pieces.
     *
     * @param rawPath percent-encoded, without the query; empty if the request could not be decoded
     */
    boolean streamsBody(HttpMethod method, String rawPath) {
        return streamingRouter.find(method, rawPath) instanceof Router.Hit;
    }

    /** The route of a request for which {@link #streamsBody} is true. */
    Router.Hit streamingRoute(Request request) {
        return (Router.Hit) streamingRouter.find(request.method(), request.rawPath());
    }

    /**
     * Begins to receive the body of a request on its {@link #streamingRoute}. Never blocks; the stage may complete on
     * another thread and does not complete exceptionally.
     *
     * @param begun accepts the receiver, before the stage completes
     * @return the response, if the request was refused
     */
    CompletionStage<Optional<Response>> receiveBody(Router.Hit hit, Request request, Consumer<BodyReceiver> begun) {
        Endpoint.Streaming endpoint = (Endpoint.Streaming) hit.route().endpoint();
        return authenticated(
                        hit.route(),
                        request,
                        authentication,
                        caller -> step(hit.route(), request, () -> {
                            BodyReceiver receiver =
                                    endpoint.beginning().begin(caller, request.withPathValues(hit.values()));
                            begun.accept(receiver);
                            return receiver.earlyAnswer();
                        }),
                        Optional::of)
                .exceptionally(bug -> {
                    EndpointRunner.logBug(hit.route().path(), request, bug);
                    return Optional.of(hit.route().failures().internal());
                });
    }

    /** The route of a request; empty if no route has its path and method. */
    Optional<Route> route(HttpMethod method, String rawPath) {
        return router.find(method, rawPath) instanceof Router.Hit hit ? Optional.of(hit.route()) : Optional.empty();
    }

    /** Runs a step in receiving a body on a worker. The stage does not complete exceptionally. */
    CompletionStage<Optional<Response>> step(
            Route route, Request request, EndpointRunner.Work<Optional<Response>> step) {
        return runner.onWorker(route, request, step, Optional::of);
    }

    /** Runs the work of this API's endpoints. */
    EndpointRunner runner() {
        return runner;
    }

    /** The response with the headers that let a page of the request's origin read it. */
    Response addCorsHeaders(Request request, Response response) {
        return cors.addHeaders(request, response);
    }

    /** Sends a download. On the event loop. */
    void send(ChannelHandlerContext context, HttpResponse head, Download body, Consumer<FileTransfer.Outcome> end) {
        new FileTransfer(context, body.content(), workers, end).begin(head);
    }

    /**
     * Answers a request. Never blocks. The stage may complete on another thread and does not complete exceptionally.
     */
    CompletionStage<Response> answer(Request request) {
        return CompletableFuture.completedStage(request)
                .thenCompose(this::preflightOrDispatch)
                .exceptionally(bug -> {
                    EndpointRunner.logBug("none", request, bug);
                    return HttpErrors.FORMAT.internal();
                })
                .thenApply(response -> cors.addHeaders(request, response));
    }

    private CompletionStage<Response> preflightOrDispatch(Request request) {
        return cors.isPreflight(request) ? completed(cors.preflight(request)) : dispatch(request);
    }

    private CompletionStage<Response> dispatch(Request request) {
        Router.Match match = router.find(request.method(), request.rawPath());
        if (match instanceof Router.Hit hit) {
            return dispatch(hit.route(), request.withPathValues(hit.values()));
        }
        if (match instanceof Router.MethodNotAllowed wrong) {
            return completed(
                    HttpMethod.OPTIONS.equals(request.method())
                            ? Response.allowedMethods(wrong.allowed())
                            : HttpErrors.methodNotAllowed(wrong.allowed()));
        }
        return completed(HttpErrors.unknownPath());
    }

    private CompletionStage<Response> dispatch(Route route, Request request) {
        Endpoint endpoint = route.endpoint();
        if (endpoint instanceof Endpoint.Immediate immediate) {
            return completed(EndpointRunner.run(route, request, () -> immediate.answer(request), Function.identity()));
        }
        if (endpoint instanceof Endpoint.Open open) {
            return runner.onWorker(route, request, () -> open.answer(request), Function.identity());
        }
        if (endpoint instanceof Endpoint.ForCallers callers) {
            return authenticated(
                    route,
                    request,
                    new Endpoint.Authenticated<>(
                            authentication, (caller, body) -> callers.answer(caller, inZone(caller, body))));
        }
        if (endpoint instanceof Endpoint.Deferred deferred) {
            return deferred(route, request, deferred);
        }
        if (endpoint instanceof Endpoint.Authenticated<?> authenticated) {
            return authenticated(route, request, authenticated);
        }
        throw new IllegalStateException("route: " + route.path() + " (expected: its body in pieces)");
    }

    private CompletionStage<Response> deferred(Route route, Request request, Endpoint.Deferred endpoint) {
        return authenticated(
                route,
                request,
                authentication,
                caller -> runner.onWorker(
                                route,
                                request,
                                () -> endpoint.answer(caller, inZone(caller, request)),
                                HttpApi::completed)
                        .thenCompose(Function.identity()),
                Function.identity());
    }

    private Request inZone(Caller caller, Request request) {
        return request.withZone(zones.zoneOf(caller.tenant()));
    }

    private <C> CompletionStage<Response> authenticated(
            Route route, Request request, Endpoint.Authenticated<C> endpoint) {
        return authenticated(
                route,
                request,
                endpoint.authentication(),
                caller -> runner.onWorker(
                        route, request, () -> endpoint.answer().answer(caller, request), Function.identity()),
                Function.identity());
    }

    /**
     * Authenticates a request and counts it.
     *
     * @param granted continues for a caller that may send the request now
     * @param refused the outcome of a request with this response
     */
    private <C, T> CompletionStage<T> authenticated(
            Route route,
            Request request,
            Authentication<C> by,
            Function<C, CompletionStage<T>> granted,
            Function<Response, T> refused) {
        return by.authenticate(request).thenCompose(outcome -> {
            Optional<Response> response = refusal(route, request, by, outcome);
            return response.isPresent()
                    ? CompletableFuture.completedStage(refused.apply(response.get()))
                    : granted.apply(((Authentication.Granted<C>) outcome).caller());
        });
    }

    private <C> Optional<Response> refusal(
            Route route, Request request, Authentication<C> by, Authentication.Outcome<C> outcome) {
        if (outcome instanceof Authentication.Refused<C> refused) {
            return Optional.of(rates.tryAcquire(request.remoteAddress(), refused.fault())
                    .map(route.failures()::rateExceeded)
                    .orElseGet(refused::response));
        }
        Optional<Caller> user = by.user(((Authentication.Granted<C>) outcome).caller());
        user.ifPresent(request::authenticate);
        return user.map(rates::tryAcquire)
                .orElseGet(() -> by.countsForAddress() ? rates.tryAcquire(request.remoteAddress()) : Optional.empty())
                .map(route.failures()::rateExceeded);
    }

    private static CompletionStage<Response> completed(Response response) {
        return CompletableFuture.completedStage(response);
    }
}
