package dev.carewire.hub;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Workers that run commands only on the test's request, so that a test controls the order. One thread. */
public final class ManualExecutor implements Executor {

    private final Queue<Runnable> commands = new ArrayDeque<>();
    private boolean saturated;

    /** From now on every command is rejected. */
    public void saturate() {
        saturated = true;
    }

    /** Runs the waiting commands, and those that they add, on the calling thread. */
    public void runAll() {
        for (Runnable next = commands.poll(); next != null; next = commands.poll()) {
            next.run();
        }
    }

    @Override
    public void execute(Runnable command) {
        if (saturated) {
            throw new RejectedExecutionException();
        }
        commands.add(command);
    }
}
