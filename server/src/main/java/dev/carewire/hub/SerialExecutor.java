package dev.carewire.hub;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out one client's commands strictly in the order they came: those that block on a worker, the others at once while
 * nothing is ahead of them. Bounded, so that a client cannot pile up work. Commands are handed in by the session's own loop.
 * Lock: this object.
 */
public final class SerialExecutor {

    private static final Logger log = LoggerFactory.getLogger(SerialExecutor.class);

    /** Commands of one client that may wait. */
    public static final int CAPACITY = 64;

    private final Executor workers;
    private final Queue<Runnable> backlog = new ArrayDeque<>(2);
    private boolean busy;

    /**
     * A lane with nothing in it.
     *
     * @param workers threads that may block; rejects when saturated
     */
    public SerialExecutor(Executor workers) {
        this.workers = workers;
    }

    /**
     * Runs a command that does not block: on this thread if nothing is ahead of it, else in its turn on a worker.
     *
     * @return false when too much is waiting; the command will not run
     */
    public boolean executeInline(Runnable command) {
        synchronized (this) {
            if (busy) {
                return addToBacklog(command);
            }
        }
        command.run();
        return true;
    }

    /**
     * Runs a command that may block, on a worker, in its turn.
     *
     * @return false when too much is waiting, here or at the workers; the command will not run
     */
    public boolean executeBlocking(Runnable command) {
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

    private boolean addToBacklog(Runnable command) {
        return backlog.size() < CAPACITY && backlog.add(command);
    }

    private void drain(Runnable first) {
        Runnable command = first;
        while (command != null) {
            try {
                command.run();
            } catch (RuntimeException bug) {
                log.atError().setCause(bug).log("command failed");
            }
            command = next();
        }
    }

    private synchronized @Nullable Runnable next() {
        Runnable command = backlog.poll();
        busy = command != null;
        return command;
    }
}
