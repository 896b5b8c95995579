package dev.carewire.notification;

import dev.carewire.emit.NotificationEmit;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.notification.ConnectedRecipients.PendingSession;
import dev.carewire.notification.NotificationRepository.DeliveryReceipt;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Records what was delivered, brings those who come what is waiting for them, and tells how much is unread: in batches, apart from
 * the commands that cause it. One thread at a time, many times a second. Blocks.
 */
public final class DeliveryRecorder {

    /** Notifications that a session is brought when it begins; older ones are in the history. */
    public static final int MAX_QUEUED_ON_CONNECT = 100;

    private static final Logger log = LoggerFactory.getLogger(DeliveryRecorder.class);
    private static final int BATCH = 500;

    /** Sessions that are looked up together. */
    private static final int SESSION_BATCH = 200;

    private final ConnectedRecipients recipients;
    private final NotificationRepository notifications;
    private final NotificationEmit emit;

    /** Records of {@code deliveries}. */
    public DeliveryRecorder(
            ConnectedRecipients deliveries, NotificationRepository notifications, NotificationEmit emit) {
        this.recipients = deliveries;
        this.notifications = notifications;
        this.emit = emit;
    }

    /** Does all that is to be done now. What cannot be done because the database is out of reach is done at a later call. */
    public synchronized void flush() {
        try {
            recordDelivered();
            for (List<PendingSession> next = nextPendingSessions(); !next.isEmpty(); next = nextPendingSessions()) {
                deliverQueuedTo(next);
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

    /** Most who come have nothing unread, and after a restart all come at once: those are found out with one question. */
    private void deliverQueuedTo(List<PendingSession> arrivals) {
        Deque<PendingSession> left = new ArrayDeque<>(arrivals);
        try {
            Set<UserKey> withUnread = notifications.usersWithUnread(
                    arrivals.stream().map(PendingSession::user).collect(Collectors.toSet()));
            for (PendingSession arrival = left.peek(); arrival != null; arrival = left.peek()) {
                if (withUnread.contains(arrival.user())) {
                    deliverQueued(arrival);
                } else if (recipients.isConnected(arrival)) {
                    arrival.target().deliver(List.of(), 0);
                }
                left.remove();
            }
        } catch (RuntimeException outOfReach) {
            left.forEach(recipients::retryLater);
            throw outOfReach;
        }
    }

    private void deliverQueued(PendingSession arrival) {
        UserKey user = arrival.user();
        List<NotificationSnapshot> waiting =
                notifications.queued(user.tenant(), user.userId(), MAX_QUEUED_ON_CONNECT).stream()
                        .map(Notification::snapshot)
                        .filter(facts -> !recipients.isUnrecorded(user.tenant(), facts.id()))
                        .toList();
        int unread = notifications.countUnread(user.tenant(), user.userId(), Notifications.MAX_COUNTED);
        if (recipients.isConnected(arrival)) {
            waiting.forEach(facts -> recipients.markWritten(user.tenant(), facts.id()));
            arrival.target().deliver(arrival.resumed() ? List.of() : waiting, unread);
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
