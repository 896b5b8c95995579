package dev.carewire.notification;

import dev.carewire.emit.NotificationEmit;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.notification.Deliveries.Arrival;
import dev.carewire.notification.NotificationRepository.Receipt;
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
public final class DeliveryRecords {

    /** Notifications that a session is brought when it begins; older ones are in the history. */
    public static final int MOST_WAITING = 100;

    private static final Logger log = LoggerFactory.getLogger(DeliveryRecords.class);
    private static final int BATCH = 500;

    /** Sessions that are looked up together. */
    private static final int ARRIVALS = 200;

    private final Deliveries deliveries;
    private final NotificationRepository notifications;
    private final NotificationEmit emit;

    /** Records of {@code deliveries}. */
    public DeliveryRecords(Deliveries deliveries, NotificationRepository notifications, NotificationEmit emit) {
        this.deliveries = deliveries;
        this.notifications = notifications;
        this.emit = emit;
    }

    /** Does all that is to be done now. What cannot be done because the database is out of reach is done at a later call. */
    public synchronized void record() {
        try {
            recordDelivered();
            for (List<Arrival> next = arrivals(); !next.isEmpty(); next = arrivals()) {
                serve(next);
            }
            recordDelivered();
            deliveries.takeRecount().forEach(this::tellUnread);
        } catch (RuntimeException outOfReach) {
            log.atWarn().setCause(outOfReach).log("deliveries not recorded, trying again");
        }
    }

    private void recordDelivered() {
        List<Receipt> receipts = deliveries.unrecorded(BATCH);
        while (!receipts.isEmpty()) {
            notifications.delivered(receipts);
            deliveries.recorded(receipts);
            receipts = deliveries.unrecorded(BATCH);
        }
    }

    private List<Arrival> arrivals() {
        return deliveries.nextArrivals(ARRIVALS);
    }

    /** Most who come have nothing unread, and after a restart all come at once: those are found out with one question. */
    private void serve(List<Arrival> arrivals) {
        Deque<Arrival> left = new ArrayDeque<>(arrivals);
        try {
            Set<UserKey> withUnread = notifications.withUnread(
                    arrivals.stream().map(Arrival::user).collect(Collectors.toSet()));
            for (Arrival arrival = left.peek(); arrival != null; arrival = left.peek()) {
                if (withUnread.contains(arrival.user())) {
                    bring(arrival);
                } else if (deliveries.isThere(arrival)) {
                    arrival.inbox().put(List.of(), 0);
                }
                left.remove();
            }
        } catch (RuntimeException outOfReach) {
            left.forEach(deliveries::again);
            throw outOfReach;
        }
    }

    private void bring(Arrival arrival) {
        UserKey user = arrival.user();
        List<NotificationSnapshot> waiting = notifications.queued(user.tenant(), user.userId(), MOST_WAITING).stream()
                .map(Notification::facts)
                .filter(facts -> !deliveries.isUnrecorded(user.tenant(), facts.id()))
                .toList();
        int unread = notifications.unread(user.tenant(), user.userId(), Notifications.MOST_COUNTED);
        if (deliveries.isThere(arrival)) {
            waiting.forEach(facts -> deliveries.written(user.tenant(), facts.id()));
            arrival.inbox().put(arrival.goesOn() ? List.of() : waiting, unread);
        }
    }

    private void tellUnread(UserKey user) {
        try {
            int unread = notifications.unread(user.tenant(), user.userId(), Notifications.MOST_COUNTED);
            emit.sendUnreadNotificationCount(user.tenant(), user.userId(), unread);
        } catch (RuntimeException outOfReach) {
            deliveries.recount(user);
            throw outOfReach;
        }
    }
}
