package dev.carewire.hub;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
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

    private final Executor workers;
    private final Queue<Runnable> backlog = new ArrayDeque<>(2);
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
                return addToBacklog(command);
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
