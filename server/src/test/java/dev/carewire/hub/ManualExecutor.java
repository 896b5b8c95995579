package dev.carewire.hub;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Workers that begin nothing before the test says so, so that a test decides what overtakes what. One thread. */
public final class ManualExecutor implements Executor {

    private final Queue<Runnable> commands = new ArrayDeque<>();
    private boolean saturated;

    /** From now on every command is rejected. */
    public void saturate() {
        saturated = true;
    }

    /** Carries out what is waiting and what that adds, on the calling thread. */
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
