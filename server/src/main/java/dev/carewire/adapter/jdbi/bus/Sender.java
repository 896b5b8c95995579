package dev.carewire.adapter.jdbi.bus;

import dev.carewire.adapter.jdbi.bus.Backlog.Message;
import dev.carewire.adapter.jdbi.bus.BusSession.Notification;
import dev.carewire.cluster.NodeId;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends the messages of a node and its heartbeat. {@link #run} is the work of one thread, until that is interrupted; the other
 * methods work on any thread and never block.
 */
final class Sender implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Sender.class);

    /** Time between two heartbeats: notifications of the node to itself. */
    static final Duration HEARTBEAT = Duration.ofSeconds(1);

    /** Notifications of one transaction, 1 MB at most. */
    private static final int TRANSACTION = 128;

    /** PostgreSQL keeps up to 8 GB of notifications that some session of the server has not read yet. */
    private static final String FULL = "54000";

    private static final Duration REMINDER = Duration.ofMinutes(1);

    private final NodeId node;
    private final Backlog backlog = new Backlog();
    private final AtomicLong dropped = new AtomicLong();
    private volatile @Nullable BusSession session;

    /** Only the thread that sends uses these. */
    private long number;

    private long heartbeatAt = System.nanoTime() - HEARTBEAT.toNanos();
    private long fullReportedAt = System.nanoTime() - REMINDER.toNanos();

    Sender(NodeId node) {
        this.node = node;
    }

    /** Sends over this session from now on, first a heartbeat. */
    void use(BusSession opened) {
        session = opened;
        backlog.wake();
    }

    /** Drops the messages that wait, and sends no others until {@link #use}. */
    void interrupt() {
        session = null;
        dropped.addAndGet(backlog.clear());
    }

    /** Sends a message soon, or drops it if too many wait. */
    void offer(Message message) {
        if (!backlog.offer(message)) {
            drop(1);
        }
    }

    /** Counts messages that are not sent. */
    void drop(int messages) {
        dropped.addAndGet(messages);
    }

    /** Messages that were not sent. */
    long dropped() {
        return dropped.get();
    }

    /** Sends a heartbeat soon. */
    void wake() {
        backlog.wake();
    }

    @Override
    public void run() {
        try {
            while (true) {
                List<Message> messages = backlog.take(HEARTBEAT);
                BusSession open = session;
                if (open == null) {
                    drop(messages.size());
                } else {
                    send(messages, open);
                }
            }
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private void send(List<Message> messages, BusSession open) {
        List<Notification> transaction = new ArrayList<>();
        long now = System.nanoTime();
        if (messages.isEmpty() || now - heartbeatAt >= HEARTBEAT.toNanos()) {
            heartbeatAt = now;
            transaction.add(open.heartbeat());
        }
        int sent = 0;
        try {
            for (int index = 0; index < messages.size(); index++) {
                for (Notification notification : notifications(messages.get(index), open.channels())) {
                    if (transaction.size() == TRANSACTION) {
                        open.send(transaction);
                        transaction.clear();
                        sent = index;
                    }
                    transaction.add(notification);
                }
            }
            open.send(transaction);
        } catch (SQLException failure) {
            drop(messages.size() - sent);
            failed(failure, open);
        }
    }

    private List<Notification> notifications(Message message, Channels channels) {
        String channel = channels.of(message.topic());
        number++;
        return ChunkCodec.encode(node, number, message.topic(), message.body()).stream()
                .map(payload -> new Notification(channel, payload))
                .toList();
    }

    private void failed(SQLException failure, BusSession open) {
        if (!FULL.equals(failure.getSQLState())) {
            open.fail(failure);
            return;
        }
        try {
            open.freeMemory();
        } catch (SQLException broken) {
            open.fail(broken);
        }
        long now = System.nanoTime();
        if (now - fullReportedAt >= REMINDER.toNanos()) {
            fullReportedAt = now;
            log.atError()
                    .addKeyValue("dropped", dropped())
                    .log("PostgreSQL's memory of notifications is full: a session does not read them");
        }
    }
}
