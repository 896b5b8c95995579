package dev.carewire.notification;

import dev.carewire.emit.NotificationEmit;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.notification.ConnectedRecipients.PendingSession;
import dev.carewire.notification.NotificationRepository.DeliveryReceipt;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records deliveries, delivers waiting notifications to new sessions, and publishes unread counts. Works in batches,
 * apart from the commands that cause them. One thread at a time, many times a second. Blocks.
 *
 * <p>Another session of the user may be a second page, or a connection that the server does not yet know to be dead. So
 * a new session also receives what {@linkplain NotificationRepository#dueOnConnect another one has received} lately, or
 * has not seen, dismissed or acknowledged although it must be acknowledged.
 */
public final class DeliveryRecorder {

    /** Most notifications that a new session receives on connect; older ones are in the history. */
    public static final int MAX_ON_CONNECT = 100;

    /** A new session receives notifications that another session received within this time: a page opens several sessions. */
    public static final Duration RECENT = Duration.ofSeconds(10);

    private static final Logger log = LoggerFactory.getLogger(DeliveryRecorder.class);
    private static final int BATCH = 500;

    /** Sessions per lookup. */
    private static final int SESSION_BATCH = 200;

    private final ConnectedRecipients recipients;
    private final NotificationRepository notifications;
    private final NotificationEmit emit;
    private final Clock clock;

    /** Records the deliveries of {@code recipients}. */
    public DeliveryRecorder(
            ConnectedRecipients recipients, NotificationRepository notifications, NotificationEmit emit, Clock clock) {
        this.recipients = recipients;
        this.notifications = notifications;
        this.emit = emit;
        this.clock = clock;
    }

    /** Does all pending work. Work that fails, because the database is unreachable, is repeated at a later call. */
    public synchronized void flush() {
        try {
            // New sessions first: which fan-outs reached them is known until the deliveries are recorded.
            for (List<PendingSession> next = nextPendingSessions(); !next.isEmpty(); next = nextPendingSessions()) {
                deliverWaitingTo(next);
            }
            recordDelivered();
            recipients.takeUnreadChanged().forEach(this::sendUnreadCount);
        } catch (RuntimeException outOfReach) {
            log.atWarn().setCause(outOfReach).log("deliveries not recorded, trying again");
        }
    }

    private void recordDelivered() {
        List<DeliveryReceipt> receipts = recipients.unrecorded(BATCH);
        while (!receipts.isEmpty()) {
            notifications.markDelivered(receipts);
            recipients.markRecorded(receipts);
            receipts = recipients.unrecorded(BATCH);
        }
    }

    private List<PendingSession> nextPendingSessions() {
        return recipients.nextPendingSessions(SESSION_BATCH);
    }

    /**
     * Most new sessions have nothing unread, and after a restart all clients connect at once. A single query finds
     * those that do.
     */
    private void deliverWaitingTo(List<PendingSession> pending) {
        Deque<PendingSession> left = new ArrayDeque<>(pending);
        try {
            Set<UserKey> withUnread = notifications.usersWithUnread(
                    pending.stream().map(PendingSession::user).collect(Collectors.toSet()));
            for (PendingSession session = left.peek(); session != null; session = left.peek()) {
                if (withUnread.contains(session.user())) {
                    deliverWaiting(session);
                } else if (recipients.isConnected(session)) {
                    session.target().deliver(List.of(), 0);
                }
                left.remove();
            }
        } catch (RuntimeException outOfReach) {
            left.forEach(recipients::retryLater);
            throw outOfReach;
        }
    }

    private void deliverWaiting(PendingSession session) {
        UserKey user = session.user();
        Instant recent = clock.instant().minus(RECENT);
        List<NotificationSnapshot> waiting =
                notifications.dueOnConnect(user.tenant(), user.userId(), recent, MAX_ON_CONNECT).stream()
                        .map(Notification::snapshot)
                        .filter(facts -> !recipients.hasReceived(session, facts.id()))
                        .toList();
        int unread = notifications.countUnread(user.tenant(), user.userId(), Notifications.MAX_COUNTED);
        if (recipients.isConnected(session)) {
            waiting.forEach(facts -> recipients.markWritten(user.tenant(), facts.id()));
            session.target().deliver(waiting, unread);
        }
    }

    private void sendUnreadCount(UserKey user) {
        try {
            int unread = notifications.countUnread(user.tenant(), user.userId(), Notifications.MAX_COUNTED);
            emit.sendUnreadNotificationCount(user.tenant(), user.userId(), unread);
        } catch (RuntimeException outOfReach) {
            recipients.markUnreadChanged(user);
            throw outOfReach;
        }
    }
}
