package dev.carewire.transport.session;

import dev.carewire.hub.CloseReason;
import dev.carewire.hub.Hub;
import dev.carewire.hub.Session;
import dev.carewire.memory.MemoryBudgets;
import dev.carewire.transport.netty.HttpEdge;
import dev.carewire.transport.netty.ListeningPort;
import dev.carewire.transport.netty.PortConfig;
import dev.carewire.transport.netty.PortObserver;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A listening port that closes the sessions of its clients before it closes their connections. Any thread but the event loops. */
public final class GracefulPort implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(GracefulPort.class);

    private final ListeningPort port;
    private final Duration grace;
    private final Hub hub;
    private final ConnectGate connectGate;

    private GracefulPort(ListeningPort port, Duration grace, Hub hub, ConnectGate connectGate) {
        this.port = port;
        this.grace = grace;
        this.hub = hub;
        this.connectGate = connectGate;
    }

    /**
     * Opens the port. Blocks until it is bound.
     *
     * @param memory the budgets of the server
     * @param edges the protocols on the port, in the order in which each request is offered to them
     * @param hub holds the sessions of all edges
     * @param connectGate the gate of all edges; closed with the port
     * @throws UncheckedIOException if the address cannot be bound
     */
    public static GracefulPort open(
            PortConfig config,
            MemoryBudgets memory,
            List<HttpEdge> edges,
            PortObserver observer,
            Hub hub,
            ConnectGate connectGate) {
        return new GracefulPort(
                ListeningPort.open(config, memory, edges, observer), config.shutdownGrace(), hub, connectGate);
    }

    /** The number that was bound. */
    public int boundPort() {
        return port.boundPort();
    }

    /** Rejects new sessions, asks every client to reconnect, and closes. Blocks, at most for the configured grace. */
    @Override
    public void close() {
        if (connectGate.close()) {
            port.stopListening();
            closeSessions();
            port.close(grace);
        }
    }

    /** An event loop that shuts down closes its connections before it runs pending tasks: they must have written by then. */
    private void closeSessions() {
        Set<Executor> loops = new HashSet<>();
        for (Session session : hub.sessions()) {
            session.connection().close(CloseReason.SHUTDOWN);
            loops.add(session.connection().loop());
        }
        CountDownLatch written = new CountDownLatch(loops.size());
        loops.forEach(loop -> loop.execute(written::countDown));
        try {
            if (!written.await(grace.toMillis(), TimeUnit.MILLISECONDS)) {
                log.atWarn().addKeyValue("sessions", hub.sessions().size()).log("shutdown did not reach all clients");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
