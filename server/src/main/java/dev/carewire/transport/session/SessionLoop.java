package dev.carewire.transport.session;

import io.netty.channel.EventLoop;
import io.netty.channel.SingleThreadEventLoop;
import java.util.concurrent.Executor;

/**
 * The thread that a session runs on: the event loop of the connection that opened it.
 *
 * @param eventLoop that loop
 */
public record SessionLoop(EventLoop eventLoop) {

    /** Runs a task, at once if called on the loop. Any thread. The task is dropped after the loop has shut down. */
    public void run(Runnable task) {
        if (eventLoop.inEventLoop()) {
            task.run();
        } else {
            runLater(task);
        }
    }

    /**
     * Runs a task after all tasks that were submitted before. Any thread. The task is dropped after the loop has shut
     * down.
     */
    public void runLater(Runnable task) {
        if (!eventLoop.isShuttingDown()) {
            eventLoop.execute(task);
        }
    }

    /**
     * Runs tasks after the loop has polled for input again. To be used on the loop. A loop from outside Netty runs them
     * later, like any other task.
     */
    public Executor afterIo() {
        return eventLoop instanceof SingleThreadEventLoop loop
                ? task -> loop.executeAfterEventLoopIteration(() -> loop.execute(task))
                : eventLoop;
    }
}
