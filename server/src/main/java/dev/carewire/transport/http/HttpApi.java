package dev.carewire.transport.http;

import dev.carewire.command.Caller;
import dev.carewire.command.RejectedException;
import dev.carewire.json.MalformedJsonException;
import dev.carewire.transport.netty.OriginPolicy;
import io.netty.handler.codec.http.HttpMethod;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers requests: cross-origin rules, route, caller, endpoint, and one table for whatever goes wrong. One for all
 * connections; any thread.
 */
public final class HttpApi {

    private static final Logger log = LoggerFactory.getLogger(HttpApi.class);

    private final Router router;
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
        this.authentication = authentication;
        this.cors = new Cors(origins);
        this.workers = workers;
    }

    /** Answers. Never blocks; the stage may complete on another thread and does not complete exceptionally. */
    CompletionStage<Response> answer(Request request) {
        return CompletableFuture.completedStage(request)
                .thenCompose(this::preflightOrRoute)
                .exceptionally(bug -> failed(request, "none", bug))
                .thenApply(response -> cors.mark(request, response));
    }

    private CompletionStage<Response> preflightOrRoute(Request request) {
        return cors.isPreflight(request) ? completed(cors.preflight(request)) : route(request);
    }

    private CompletionStage<Response> route(Request request) {
        Router.Match match = router.find(request.method(), request.rawPath());
        if (match instanceof Router.Hit hit) {
            return dispatch(hit.route(), request.matched(hit.values()));
        }
        if (match instanceof Router.WrongMethod wrong) {
            return completed(
                    HttpMethod.OPTIONS.equals(request.method())
                            ? Response.allowing(wrong.allowed())
                            : HttpErrors.wrongMethod(wrong.allowed()));
        }
        return completed(HttpErrors.unknownPath());
    }

    private CompletionStage<Response> dispatch(Route route, Request request) {
        if (route.endpoint() instanceof Endpoint.Immediate immediate) {
            return completed(guarded(route, request, () -> immediate.answer(request)));
        }
        if (route.endpoint() instanceof Endpoint.Open open) {
            return onWorker(route, request, () -> open.answer(request));
        }
        Endpoint.ForCallers endpoint = (Endpoint.ForCallers) route.endpoint();
        return authentication.authenticate(request).thenCompose(outcome -> {
            if (outcome instanceof BearerAuthentication.Granted granted) {
                Caller caller = granted.caller();
                return onWorker(route, request, () -> endpoint.answer(caller, request));
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
            return failed(request, route.path(), bug);
        }
    }

    private static Response failed(Request request, String route, Throwable bug) {
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
    private interface Work {
        Response answer() throws MalformedJsonException;
    }
}
