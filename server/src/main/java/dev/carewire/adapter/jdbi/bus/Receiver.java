package dev.carewire.adapter.jdbi.bus;

import dev.carewire.adapter.jdbi.Database;
import dev.carewire.adapter.jdbi.bus.BusSession.Notification;
import dev.carewire.cluster.BusTopic;
import dev.carewire.cluster.ClusterBus;
import dev.carewire.cluster.NodeId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the bus connected and receives its messages. {@link #run} is the work of one thread, until {@link #close}; the other
 * methods work on any thread and never block.
 *
 * <p>Only a heartbeat that arrives shows that the server passes notifications on, both ways. A session counts as connected from its first
 * heartbeat on; without one for {@link #SILENCE}, this class opens another session.
 */
final class Receiver implements Runnable, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(Receiver.class);

    /** Longest time without a heartbeat. */
    static final Duration SILENCE = Duration.ofSeconds(5);

    /** Pause after a failure to connect; doubles with each one, up to the longest pause. */
    private static final Duration PAUSE = Duration.ofMillis(100);

    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    private final Database database;
    private final NodeId node;
    private final Sender sender;
    private final Subscriptions subscriptions;
    private final ClusterBus.Listener listener;
    private final CountDownLatch closed = new CountDownLatch(1);

    private volatile @Nullable BusSession session;
    private volatile boolean connected;

    /** Only the thread that receives uses these. */
    private Optional<Long> interruptedAt = Optional.empty();

    private Duration pause = PAUSE;

    Receiver(Database database, NodeId node, Sender sender, Subscriptions subscriptions, ClusterBus.Listener listener) {
        this.database = database;
        this.node = node;
        this.sender = sender;
        this.subscriptions = subscriptions;
        this.listener = listener;
    }

    boolean isConnected() {
        return connected;
    }

    @Override
    public void run() {
        while (!isClosed()) {
            try (BusSession opened = BusSession.open(database, node)) {
                session = opened;
                receive(opened);
            } catch (SQLException failure) {
                interrupt(failure);
            } catch (RuntimeException bug) {
                log.atError().setCause(bug).log("the bus between nodes failed");
                interrupt(bug);
            }
            pause();
        }
    }

    private void receive(BusSession open) throws SQLException {
        Subscriptions.Snapshot wanted = subscriptions.snapshot(open.channels());
        open.listen(wanted.channels());
        sender.use(open);
        ChunkAssembly assembly = new ChunkAssembly();
        List<CompletableFuture<Void>> incomplete = new ArrayList<>(wanted.incomplete());
        long heartbeatAt = System.nanoTime();
        while (!isClosed()) {
            for (Notification notification : open.receive(SILENCE)) {
                if (notification.equals(open.heartbeat())) {
                    heartbeatAt = System.nanoTime();
                    connect();
                } else if (connected) {
                    accept(notification, assembly);
                }
            }
            if (System.nanoTime() - heartbeatAt > SILENCE.toNanos()) {
                throw new SQLException("Own notifications do not arrive");
            }
            if (subscriptions.isNewerThan(wanted)) {
                wanted = subscriptions.snapshot(open.channels());
                open.listen(wanted.channels());
                incomplete.addAll(wanted.incomplete());
            }
            if (connected) {
                incomplete.forEach(stage -> stage.complete(null));
                incomplete.clear();
            }
        }
    }

    private void accept(Notification notification, ChunkAssembly assembly) {
        Optional<Chunk> chunk = ChunkCodec.decode(notification.payload());
        if (chunk.isEmpty()) {
            log.atDebug().log("the bus ignores a notification that it cannot read");
        } else if (!chunk.get().sender().equals(node) && isReceived(chunk.get().topic())) {
            assembly.add(chunk.get(), System.nanoTime())
                    .ifPresent(
                            message -> call(() -> listener.onMessage(chunk.get().topic(), message)));
        }
    }

    /** A channel has messages to other tenants, too. */
    private boolean isReceived(BusTopic topic) {
        return !(topic instanceof BusTopic.OfTenant to) || subscriptions.contains(to.tenant());
    }

    private void connect() {
        if (connected) {
            return;
        }
        connected = true;
        pause = PAUSE;
        interruptedAt.ifPresent(begin -> log.atInfo()
                .addKeyValue("seconds", TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin))
                .log("the bus between nodes is connected again"));
        interruptedAt = Optional.empty();
        call(listener::onConnected);
    }

    private void interrupt(Exception failure) {
        Exception reason = cause(failure);
        session = null;
        sender.interrupt();
        boolean wasConnected = connected;
        connected = false;
        if (isClosed()) {
            return;
        }
        if (interruptedAt.isEmpty()) {
            interruptedAt = Optional.of(System.nanoTime());
            log.atWarn()
                    .addKeyValue("reason", reason.getMessage())
                    .log("the bus between nodes is interrupted, connecting again");
        }
        if (wasConnected) {
            subscriptions.interrupt();
            call(listener::onInterrupted);
        }
    }

    /** If sending has failed, the connection that receives ended because of that. */
    private Exception cause(Exception failure) {
        BusSession open = session;
        return open == null
                ? failure
                : open.fault().<Exception>map(fault -> fault).orElse(failure);
    }

    /** A listener that fails must not end the reception. */
    private static void call(Runnable signal) {
        try {
            signal.run();
        } catch (RuntimeException bug) {
            log.atError().setCause(bug).log("a listener of the bus failed");
        }
    }

    /** With a random part, so that the nodes of a cluster do not connect all at once. */
    private void pause() {
        long millis = ThreadLocalRandom.current().nextLong(pause.toMillis() / 2, pause.toMillis());
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        try {
            closed.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            closed.countDown();
        }
    }

    private boolean isClosed() {
        return closed.getCount() == 0;
    }

    /** Ends the session; repeated calls do nothing. */
    @Override
    public void close() {
        closed.countDown();
        connected = false;
        BusSession open = session;
        if (open != null) {
            open.close();
        }
    }
}
