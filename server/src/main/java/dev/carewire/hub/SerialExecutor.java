package dev.carewire.hub;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one client's commands strictly in order. Blocking commands run on a worker, others on the calling loop while no
 * command is ahead of them. Bounded, so that a client cannot pile up work. Only the session's own loop submits
 * commands. Lock: this object.
 */
public final class SerialExecutor {

    private static final Logger log = LoggerFactory.getLogger(SerialExecutor.class);

    /** Most waiting commands of one client. */
    public static final int CAPACITY = 64;

    private static final CompletionStage<?> ENDED = CompletableFuture.completedStage(null);

    private final Executor workers;
    private final Queue<Supplier<CompletionStage<?>>> backlog = new ArrayDeque<>(2);
    private boolean busy;

    /**
     * An idle executor.
     *
     * @param workers threads that may block; rejects when saturated
     */
    public SerialExecutor(Executor workers) {
        this.workers = workers;
    }

    /**
     * Runs a non-blocking command: on this thread if no command is ahead of it, else in order on a worker.
     *
     * @return false if too many commands are waiting; the command will not run
     */
    public boolean executeInline(Runnable command) {
        synchronized (this) {
            if (busy) {
                return addToBacklog(ending(command));
            }
        }
        command.run();
        return true;
    }

    /**
     * Runs a command that may block, on a worker and in order.
     *
     * @return false if too many commands are waiting, here or for workers; the command will not run
     */
    public boolean executeBlocking(Runnable command) {
        return executePending(ending(command));
    }

    private static Supplier<CompletionStage<?>> ending(Runnable command) {
        return () -> {
            command.run();
            return ENDED;
        };
    }

    /**
     * Runs a command that may block, on a worker and in order, and may end later without one. The next command waits
     * for its end.
     *
     * @param command returns its end
     * @return false if too many commands are waiting, here or for workers; the command will not run
     */
    public boolean executePending(Supplier<CompletionStage<?>> command) {
        synchronized (this) {
            if (busy) {
                return addToBacklog(command);
            }
            busy = true;
        }
        try {
            workers.execute(() -> drain(command));
            return true;
        } catch (RejectedExecutionException saturated) {
            synchronized (this) {
                busy = false;
            }
            return false;
        }
    }

    private boolean addToBacklog(Supplier<CompletionStage<?>> command) {
        return backlog.size() < CAPACITY && backlog.add(command);
    }

    private void drain(Supplier<CompletionStage<?>> first) {
        Supplier<CompletionStage<?>> command = first;
        while (command != null) {
            CompletableFuture<?> end = start(command)
                    .whenComplete((result, failure) -> logFailure(failure))
                    .toCompletableFuture();
            if (!end.isDone()) {
                end.whenComplete((result, failure) -> resume());
                return;
            }
            command = next();
        }
    }

    private static CompletionStage<?> start(Supplier<CompletionStage<?>> command) {
        try {
            return command.get();
        } catch (RuntimeException bug) {
            logFailure(bug);
            return ENDED;
        }
    }

    private static void logFailure(@Nullable Throwable failure) {
        if (failure != null) {
            log.atError().setCause(failure).log("command failed");
        }
    }

    /**
     * Runs the commands that waited for a pending one, on a worker. They have been accepted and cannot be dropped. If the
     * workers are saturated, they run on the thread that ended the pending one, which must not be an event loop.
     */
    private void resume() {
        Supplier<CompletionStage<?>> command = next();
        if (command == null) {
            return;
        }
        try {
            workers.execute(() -> drain(command));
        } catch (RejectedExecutionException saturated) {
            drain(command);
        }
    }

    private synchronized @Nullable Supplier<CompletionStage<?>> next() {
        Supplier<CompletionStage<?>> command = backlog.poll();
        busy = command != null;
        return command;
    }
}
