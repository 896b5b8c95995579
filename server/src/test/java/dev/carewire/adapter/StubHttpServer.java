package dev.carewire.adapter;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Another system's HTTP interface, for one test. Every request has its own thread, which may block until the end of the
 * test.
 */
public final class StubHttpServer implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final HttpServer server;

    /** Starts the server without any path. */
    public StubHttpServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.setExecutor(threads);
        server.start();
    }

    /** Handles requests at and below {@code path} from now on. Returns the port. */
    public int serve(String path, HttpHandler handler) {
        server.createContext(path, handler);
        return server.getAddress().getPort();
    }

    /** Whether the test is still running, for handlers in a loop. */
    public boolean isOpen() {
        return end.getCount() > 0;
    }

    /** Blocks until the end of the test, for a response that never ends. */
    public void hang() {
        try {
            end.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Runs other tasks of the simulated system. */
    public Executor executor() {
        return threads;
    }

    @Override
    public void close() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
    }
}
