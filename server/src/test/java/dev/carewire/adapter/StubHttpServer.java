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

/** Another system's HTTP interface, for one test. Every request has a thread of its own, which may do what it likes until the end. */
public final class StubHttpServer implements AutoCloseable {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final HttpServer server;

    /** Listens, and knows no path yet. */
    public StubHttpServer() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException noPort) {
            throw new UncheckedIOException(noPort);
        }
        server.setExecutor(threads);
        server.start();
    }

    /** Answers at and below {@code path} from now on; the port it listens on. */
    public int serve(String path, HttpHandler handler) {
        server.createContext(path, handler);
        return server.getAddress().getPort();
    }

    /** For what a handler goes on with. */
    public boolean isOpen() {
        return end.getCount() > 0;
    }

    /** For an answer that never ends: returns at the end of the test. */
    public void hang() {
        try {
            end.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whatever else the other system does. */
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
