package dev.carewire.app.wiring;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Threads for blocking work, with a bounded backlog; beyond it, tasks are rejected. */
public final class WorkerPool implements Executor, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WorkerPool.class);

    private final String name;
    private final ThreadPoolExecutor pool;
    private final Duration grace;

    /**
     * A pool that starts its threads on demand.
     *
     * @param name prefix of the threads' names
     * @param backlog tasks that may wait for a thread
     * @param grace how long {@link #close} waits for running tasks
     */
    public WorkerPool(String name, int threads, int backlog, Duration grace) {
        this.name = name;
        this.grace = grace;
        AtomicInteger number = new AtomicInteger();
        pool = new ThreadPoolExecutor(
                threads, threads, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>(backlog), task -> {
                    Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        pool.allowCoreThreadTimeOut(true);
    }

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    /** Waits for running and waiting tasks within the grace period, then interrupts them. */
    @Override
    public void close() {
        pool.shutdown();
        try {
            if (!pool.awaitTermination(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                int dropped = pool.shutdownNow().size();
                log.atWarn()
                        .addKeyValue("pool", name)
                        .addKeyValue("dropped", dropped)
                        .log("work cut off");
            }
        } catch (InterruptedException interrupted) {
            pool.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
