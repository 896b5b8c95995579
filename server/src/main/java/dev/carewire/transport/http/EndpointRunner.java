package dev.carewire.transport.http;

import dev.carewire.command.RejectedException;
import dev.carewire.command.UnavailableException;
import dev.carewire.http.Request;
import dev.carewire.http.Response;
import dev.carewire.http.Route;
import dev.carewire.json.MalformedJsonException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the work of endpoints: turns its failures into responses by the route's table, and logs each bug once. Any thread. */
final class EndpointRunner {

    private static final Logger log = LoggerFactory.getLogger(EndpointRunner.class);

    private final Executor workers;

    /** @param workers threads that may block; rejects when saturated */
    EndpointRunner(Executor workers) {
        this.workers = workers;
    }

    /**
     * A part of an endpoint's work.
     *
     * @param <T> its outcome
     */
    @FunctionalInterface
    interface Work<T> {
        T run() throws MalformedJsonException;
    }

    /**
     * Runs work on a worker. The stage does not complete exceptionally.
     *
     * @param failed the outcome of work that ends with this response
     */
    <T> CompletionStage<T> onWorker(Route route, Request request, Work<T> work, Function<Response, T> failed) {
        try {
            return CompletableFuture.supplyAsync(() -> run(route, request, work, failed), workers);
        } catch (RejectedExecutionException saturated) {
            return CompletableFuture.completedStage(
                    failed.apply(route.failures().overloaded()));
        }
    }

    /** Runs work on this thread, as {@link #onWorker} does on a worker. */
    static <T> T run(Route route, Request request, Work<T> work, Function<Response, T> failed) {
        try {
            return work.run();
        } catch (RejectedException refusal) {
            return failed.apply(route.failures().of(refusal));
        } catch (UnavailableException away) {
            return failed.apply(route.failures().of(away.rejection()));
        } catch (MalformedJsonException malformed) {
            return failed.apply(route.failures().malformedJson());
        } catch (RuntimeException | Error bug) {
            logBug(route.path(), request, bug);
            return failed.apply(route.failures().internal());
        }
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

    /** @param route its path, if one was found */
    static void logBug(String route, Request request, Throwable bug) {
        log.atError()
                .addKeyValue("request", request.id())
                .addKeyValue("route", route)
                .setCause(bug)
                .log("request failed");
    }
}
