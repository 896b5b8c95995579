package dev.carewire.transport.http;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
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
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests: cross-origin rules, route, caller, endpoint, and one table for whatever goes wrong. One for all
 * connections; any thread.
 */
public final class HttpApi {

    private static final Logger log = LoggerFactory.getLogger(HttpApi.class);

    private final Router router;
    private final Router streamingRouter;
    private final BearerAuthentication authentication;
    private final Cors cors;
    private final Executor workers;

    /**
     * An interface that answers on these workers.
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

    /**
     * Begins to take in the body of a request that {@link #streamsBody}. Never blocks; the stage may complete on another thread and
     * does not complete exceptionally.
     *
     * @param begun given what takes it in, before the stage completes
     * @return the answer, if the request was refused
     */
    CompletionStage<Optional<Response>> receiveBody(Request request, Consumer<BodyReceiver> begun) {
        Router.Hit hit = (Router.Hit) streamingRouter.find(request.method(), request.rawPath());
        Endpoint.Streaming endpoint = (Endpoint.Streaming) hit.route().endpoint();
        return authentication
                .authenticate(request)
                .thenCompose(outcome -> {
                    if (outcome instanceof BearerAuthentication.Granted granted) {
                        return step(request, () -> {
                            begun.accept(endpoint.begin(granted.caller(), request.withPathValues(hit.values())));
                            return Optional.empty();
                        });
                    }
                    return CompletableFuture.completedStage(
                            Optional.of(((BearerAuthentication.Refused) outcome).response()));
                })
                .exceptionally(bug -> Optional.of(internalError(request, "none", bug)))
                .thenApply(refused -> refused.map(response -> cors.addHeaders(request, response)));
    }

    /** A step in taking in a body, on a worker. The stage does not complete exceptionally. */
    CompletionStage<Optional<Response>> step(Request request, Supplier<Optional<Response>> step) {
        try {
            return CompletableFuture.supplyAsync(() -> guardedStep(request, step), workers);
        } catch (RejectedExecutionException saturated) {
            return CompletableFuture.completedStage(Optional.of(cors.addHeaders(request, HttpErrors.overloaded())));
        }
    }

    private Optional<Response> guardedStep(Request request, Supplier<Optional<Response>> step) {
        try {
            return step.get().map(response -> cors.addHeaders(request, response));
        } catch (RejectedException refusal) {
            return Optional.of(cors.addHeaders(request, HttpErrors.of(refusal)));
        } catch (RuntimeException | Error bug) {
            return Optional.of(cors.addHeaders(request, internalError(request, "body", bug)));
        }
    }

    /** Runs work that nobody waits for on a worker; whether one was free. */
    boolean execute(Request request, Runnable work) {
        try {
            workers.execute(() -> {
                try {
                    work.run();
                } catch (RuntimeException bug) {
                    internalError(request, "body", bug);
                }
            });
            return true;
        } catch (RejectedExecutionException saturated) {
            return false;
        }
    }

    /** Sends a download. On the event loop. */
    void send(ChannelHandlerContext context, HttpResponse head, Download body, Consumer<FileTransfer.Outcome> end) {
        new FileTransfer(context, body.content(), workers, end).begin(head);
    }

    /** Closes what was read from; that it fails to close changes nothing for anybody. */
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
                .exceptionally(bug -> internalError(request, "none", bug))
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
        if (route.endpoint() instanceof Endpoint.Immediate immediate) {
            return completed(guarded(route, request, () -> immediate.answer(request)));
        }
        if (route.endpoint() instanceof Endpoint.Deferred deferred) {
            return deferred.answer(request);
        }
        if (route.endpoint() instanceof Endpoint.Open open) {
            return onWorker(route, request, () -> open.answer(request));
        }
        if (route.endpoint() instanceof Endpoint.Streaming) {
            throw new IllegalStateException("route: " + route.path() + " (expected: its body in pieces)");
        }
        if (route.endpoint() instanceof Endpoint.ForUsers endpoint) {
            return forCaller(
                    route,
                    request,
                    authentication.authenticateUser(request),
                    caller -> endpoint.answer(caller.principal(), request));
        }
        Endpoint.ForCallers endpoint = (Endpoint.ForCallers) route.endpoint();
        return forCaller(
                route, request, authentication.authenticate(request), caller -> endpoint.answer(caller, request));
    }

    private CompletionStage<Response> forCaller(
            Route route, Request request, CompletionStage<BearerAuthentication.Outcome> admission, CallersWork work) {
        return admission.thenCompose(outcome -> {
            if (outcome instanceof BearerAuthentication.Granted granted) {
                return onWorker(route, request, () -> work.answer(granted.caller()));
            }
            return completed(((BearerAuthentication.Refused) outcome).response());
        });
    }

    private CompletionStage<Response> onWorker(Route route, Request request, Work work) {
        try {
            return CompletableFuture.supplyAsync(() -> guarded(route, request, work), workers);
        } catch (RejectedExecutionException saturated) {
            return completed(HttpErrors.overloaded());
        }
    }

    /** The edge where a refusal becomes an answer, and a bug is logged once. */
    private static Response guarded(Route route, Request request, Work work) {
        try {
            return work.answer();
        } catch (RejectedException refusal) {
            return HttpErrors.of(refusal);
        } catch (MalformedJsonException malformed) {
            return HttpErrors.malformedJson();
        } catch (RuntimeException | Error bug) {
            return internalError(request, route.path(), bug);
        }
    }

    private static Response internalError(Request request, String route, Throwable bug) {
        log.atError()
                .addKeyValue("request", request.id())
                .addKeyValue("route", route)
                .setCause(bug)
                .log("request failed");
        return HttpErrors.internal();
    }

    private static CompletionStage<Response> completed(Response response) {
        return CompletableFuture.completedStage(response);
    }

    @FunctionalInterface
    private interface CallersWork {
        Response answer(Caller caller) throws MalformedJsonException;
    }

    @FunctionalInterface
    private interface Work {
        Response answer() throws MalformedJsonException;
    }
}
