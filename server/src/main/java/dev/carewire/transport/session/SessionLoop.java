package dev.carewire.transport.session;

import io.netty.channel.EventLoop;
import io.netty.channel.SingleThreadEventLoop;
import java.util.concurrent.Executor;

/**
 * The one thread on which everything about a session happens: the loop of the connection that opened it.
 *
 * @param eventLoop that loop
 */
public record SessionLoop(EventLoop eventLoop) {

    /** Runs a task: at once if this is the loop. Any thread; dropped after the loop has shut down. */
    public void run(Runnable task) {
        if (eventLoop.inEventLoop()) {
            task.run();
        } else {
            runLater(task);
        }
    }

    /** Runs a task after all that were handed to the loop before. Any thread; dropped after the loop has shut down. */
    public void runLater(Runnable task) {
        if (!eventLoop.isShuttingDown()) {
            eventLoop.execute(task);
        }
    }

    /**
     * Runs tasks once the loop has looked for input again. To be used on the loop; one that is none of Netty's own has no such moment
     * and simply runs them later.
     */
    public Executor afterIo() {
        return eventLoop instanceof SingleThreadEventLoop loop
                ? task -> loop.executeAfterEventLoopIteration(() -> loop.execute(task))
                : eventLoop;
    }
}
