package dev.carewire.transport.http;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.http.Authentication;
import dev.carewire.http.BodyReceiver;
import dev.carewire.http.Download;
import dev.carewire.http.Endpoint;
import dev.carewire.http.HttpErrors;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.http.Router;
import dev.carewire.json.MalformedJsonException;
import dev.carewire.transport.netty.OriginPolicy;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers HTTP requests: applies the cross-origin rules, finds the route, authenticates the caller, runs the endpoint on a worker and
 * answers failures by the route's table. One for all connections; any thread.
 */
public final class HttpApi {

    private static final Logger log = LoggerFactory.getLogger(HttpApi.class);

    private final Router router;
    private final Router streamingRouter;
    private final BearerAuthentication authentication;
    private final Cors cors;
    private final Executor workers;

    /**
     * An API over these routes.
     *
     * @param workers threads that may block; rejects when saturated
     */
    public HttpApi(Router router, BearerAuthentication authentication, OriginPolicy origins, Executor workers) {
        this.router = router;
        this.streamingRouter = router.streamingRoutes();
        this.authentication = authentication;
        this.cors = new Cors(origins);
        this.workers = workers;
    }

    /** Whether the body of a request is passed to its endpoint in pieces. */
    boolean streamsBody(HttpRequest head) {
        return head.decoderResult().isSuccess()
                && streamingRouter.find(head.method(), new QueryStringDecoder(head.uri()).rawPath())
                        instanceof Router.Hit;
    }

    /** The route of a request that {@link #streamsBody}. */
    Router.Hit streamingRoute(Request request) {
        return (Router.Hit) streamingRouter.find(request.method(), request.rawPath());
    }

    /**
     * Begins to receive the body of a request on its {@link #streamingRoute}. Never blocks; the stage may complete on another thread and
     * does not complete exceptionally.
     *
     * @param begun accepts the receiver, before the stage completes
     * @return the response, if the request was refused
     */
    CompletionStage<Optional<Response>> receiveBody(Router.Hit hit, Request request, Consumer<BodyReceiver> begun) {
        Endpoint.Streaming endpoint = (Endpoint.Streaming) hit.route().endpoint();
        return authentication
                .caller(request)
                .thenCompose(outcome -> {
                    if (outcome instanceof Authentication.Granted<Caller> granted) {
                        return step(hit.route(), request, () -> {
                            begun.accept(endpoint.begin(granted.caller(), request.withPathValues(hit.values())));
                            return Optional.empty();
                        });
                    }
                    return CompletableFuture.completedStage(
                            Optional.of(((Authentication.Refused<Caller>) outcome).response()));
                })
                .exceptionally(bug -> Optional.of(internalError(hit.route(), request, bug)));
    }

    /** Runs a step in receiving a body on a worker. The stage does not complete exceptionally. */
    CompletionStage<Optional<Response>> step(Route route, Request request, Work<Optional<Response>> step) {
        return onWorker(route, request, step, Optional::of);
    }

    /** Runs work without a response on a worker; false if none was free. */
    boolean execute(Route route, Request request, Runnable work) {
        try {
            workers.execute(() -> {
                try {
                    work.run();
                } catch (RuntimeException bug) {
                    logBug(route.path(), request, bug);
                }
            });
            return true;
        } catch (RejectedExecutionException saturated) {
            return false;
        }
    }

    /** The response as a page of the request's origin may read it. */
    Response addCorsHeaders(Request request, Response response) {
        return cors.addHeaders(request, response);
    }

    /** Sends a download. On the event loop. */
    void send(ChannelHandlerContext context, HttpResponse head, Download body, Consumer<FileTransfer.Outcome> end) {
        new FileTransfer(context, body.content(), workers, end).begin(head);
    }

    /** Closes the content of a download; a failure is only logged. */
    static void close(InputStream content) {
        try {
            content.close();
        } catch (IOException unreadable) {
            log.atWarn().setCause(unreadable).log("file not closed");
        }
    }

    /** Answers. Never blocks; the stage may complete on another thread and does not complete exceptionally. */
    CompletionStage<Response> answer(Request request) {
        return CompletableFuture.completedStage(request)
                .thenCompose(this::preflightOrRoute)
                .exceptionally(bug -> {
                    logBug("none", request, bug);
                    return HttpErrors.FORMAT.internal();
                })
                .thenApply(response -> cors.addHeaders(request, response));
    }

    private CompletionStage<Response> preflightOrRoute(Request request) {
        return cors.isPreflight(request) ? completed(cors.preflight(request)) : route(request);
    }

    private CompletionStage<Response> route(Request request) {
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
            return completed(guarded(route, request, () -> immediate.answer(request), Function.identity()));
        }
        if (endpoint instanceof Endpoint.Open open) {
            return onWorker(route, request, () -> open.answer(request), Function.identity());
        }
        if (endpoint instanceof Endpoint.ForUsers users) {
            return authenticated(route, request, new Endpoint.Authenticated<>(authentication::user, users::answer));
        }
        if (endpoint instanceof Endpoint.ForCallers callers) {
            return authenticated(route, request, new Endpoint.Authenticated<>(authentication::caller, callers::answer));
        }
        if (endpoint instanceof Endpoint.Authenticated<?> authenticated) {
            return authenticated(route, request, authenticated);
        }
        throw new IllegalStateException("route: " + route.path() + " (expected: its body in pieces)");
    }

    private <C> CompletionStage<Response> authenticated(
            Route route, Request request, Endpoint.Authenticated<C> endpoint) {
        return endpoint.authentication().authenticate(request).thenCompose(outcome -> {
            if (outcome instanceof Authentication.Granted<C> granted) {
                return onWorker(
                        route, request, () -> endpoint.answer().answer(granted.caller(), request), Function.identity());
            }
            return completed(((Authentication.Refused<C>) outcome).response());
        });
    }

    /**
     * Runs work of a route's endpoint on a worker. The stage does not complete exceptionally.
     *
     * @param failed the outcome when the work ends with this response
     */
    private <T> CompletionStage<T> onWorker(Route route, Request request, Work<T> work, Function<Response, T> failed) {
        try {
            return CompletableFuture.supplyAsync(() -> guarded(route, request, work, failed), workers);
        } catch (RejectedExecutionException saturated) {
            return CompletableFuture.completedStage(
                    failed.apply(route.failures().overloaded()));
        }
    }

    /** The edge where a failure becomes a response, and a bug is logged once. */
    private static <T> T guarded(Route route, Request request, Work<T> work, Function<Response, T> failed) {
        try {
            return work.run();
        } catch (RejectedException refusal) {
            return failed.apply(route.failures().of(refusal));
        } catch (MalformedJsonException malformed) {
            return failed.apply(route.failures().malformedJson());
        } catch (RuntimeException | Error bug) {
            return failed.apply(internalError(route, request, bug));
        }
    }

    private static Response internalError(Route route, Request request, Throwable bug) {
        logBug(route.path(), request, bug);
        return route.failures().internal();
    }

    private static void logBug(String route, Request request, Throwable bug) {
        log.atError()
                .addKeyValue("request", request.id())
                .addKeyValue("route", route)
                .setCause(bug)
                .log("request failed");
    }

    private static CompletionStage<Response> completed(Response response) {
        return CompletableFuture.completedStage(response);
    }

    /**
     * A part of an endpoint.
     *
     * @param <T> its outcome
     */
    @FunctionalInterface
    interface Work<T> {
        T run() throws MalformedJsonException;
    }
}
