package dev.carewire.notification;

import dev.carewire.cluster.Timers;
import dev.carewire.cluster.Transactions;
import dev.carewire.emit.NotificationEmit;
import dev.carewire.event.NotificationPreference;
import dev.carewire.event.NotificationPriority;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.event.QuietHours;
import dev.carewire.identity.TenantId;
import dev.carewire.notification.HeldNotificationRepository.DueNotification;
import dev.carewire.notification.HeldNotificationRepository.HeldNotification;
import dev.carewire.notification.HeldNotificationRepository.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Holds back notifications that users exclude, that fall into their quiet hours, or that are too many, and delivers
 * temporarily held ones later. Notifications that must be acknowledged are never held. Urgent ones are held only if the
 * user's preferences exclude them.
 */
public final class NotificationThrottle implements Timers.TimerListener {

    /** The kind of this listener's timers. */
    public static final String KIND = "notification.held";

    /** The period over which notifications of a kind are counted, and for which a flood is held. */
    public static final Duration WINDOW = Duration.ofMinutes(1);

    private final NotificationRepository notifications;
    private final PreferenceRepository preferences;
    private final HeldNotificationRepository heldNotifications;
    private final Transactions transactions;
    private final Timers timers;
    private final NotificationEmit emit;
    private final int maxPerKind;
    private final Clock clock;

    /**
     * A throttle for notifications of {@code notifications}.
     *
     * @param maxPerKind the most notifications of one kind for a user within {@link #WINDOW}, 1 or more
     */
    public NotificationThrottle(
            NotificationRepository notifications,
            PreferenceRepository preferences,
            HeldNotificationRepository heldNotifications,
            Transactions transactions,
            Timers timers,
            NotificationEmit emit,
            int maxPerKind,
            Clock clock) {
        this.notifications = notifications;
        this.preferences = preferences;
        this.heldNotifications = heldNotifications;
        this.transactions = transactions;
        this.timers = timers;
        this.emit = emit;
        this.maxPerKind = maxPerKind;
        this.clock = clock;
    }

    /**
     * Decides whether to deliver a notification that this transaction added, and otherwise holds it.
     *
     * @return whether to deliver it
     */
    boolean admit(TenantId tenant, NotificationSnapshot notification) {
        if (notification.mustAcknowledge()) {
            return true;
        }
        String user = notification.userId();
        Optional<NotificationPreference> preference = preferences.findEffective(tenant, user, notification.kind());
        if (preference.filter(found -> !found.wants(notification.priority())).isPresent()) {
            heldNotifications.hold(tenant, notification, Reason.UNWANTED, Optional.empty());
            return false;
        }
        if (notification.priority().compareTo(NotificationPriority.URGENT) >= 0) {
            return true;
        }
        Instant now = clock.instant();
        Optional<Instant> quietEnd = quietEnd(preference, now);
        if (quietEnd.isPresent()) {
            holdUntil(tenant, notification, Reason.QUIET, quietEnd.get());
            return false;
        }
        if (heldNotifications.countNotHeld(tenant, user, notification.kind(), now.minus(WINDOW), maxPerKind + 1)
                <= maxPerKind) {
            return true;
        }
        Instant end = heldNotifications
                .floodHeldUntil(tenant, user, notification.kind())
                .filter(now::isBefore)
                .orElse(now.plus(WINDOW));
        holdUntil(tenant, notification, Reason.FLOOD, end);
        return false;
    }

    @Override
    public Optional<Instant> onDue(TenantId tenant, String id) {
        Optional<HeldNotification> hold = heldNotifications.find(tenant, id);
        Instant now = clock.instant();
        hold.filter(due -> !now.isBefore(due.until()))
                .ifPresent(due -> transactions.inTransaction(() -> releaseDue(tenant, due, now)));
        return hold.map(HeldNotification::until).filter(now::isBefore);
    }

    /** Ends all of a user's due holds for the same reason together, so that delivery keeps the order. */
    private void releaseDue(TenantId tenant, HeldNotification due, Instant now) {
        int maxDelivered = due.reason() == Reason.QUIET ? maxPerKind : 0;
        Map<String, Integer> seen = new LinkedHashMap<>();
        List<String> released = new ArrayList<>();
        List<String> delivered = new ArrayList<>();
        Map<String, List<DueNotification>> summarized = new LinkedHashMap<>();
        for (DueNotification held : heldNotifications.lockDue(tenant, due.userId(), due.reason(), now)) {
            if (!held.undelivered()) {
                released.add(held.id());
            } else if (seen.merge(held.kind(), 1, Integer::sum) <= maxDelivered) {
                released.add(held.id());
                delivered.add(held.id());
            } else {
                summarized
                        .computeIfAbsent(held.kind(), kind -> new ArrayList<>())
                        .add(held);
            }
        }
        heldNotifications.release(tenant, released);
        delivered.forEach(id -> notifications
                .find(tenant, due.userId(), id)
                .ifPresent(notification -> emit.sendNotification(tenant, notification.snapshot())));
        summarized.forEach((kind, group) -> {
            heldNotifications.holdPermanently(
                    tenant, group.stream().map(DueNotification::id).toList());
            sendSummary(tenant, summary(due.userId(), kind, group, now), now);
        });
    }

    /**
     * A summary waits only for the end of quiet hours, which may have begun with the flood; no other limit holds it.
     */
    private void sendSummary(TenantId tenant, NotificationSnapshot summary, Instant now) {
        notifications.add(tenant, summary);
        Optional<NotificationPreference> preference =
                preferences.findEffective(tenant, summary.userId(), summary.kind());
        quietEnd(preference, now)
                .ifPresentOrElse(
                        end -> holdUntil(tenant, summary, Reason.QUIET, end),
                        () -> emit.sendNotification(tenant, summary));
    }

    private static NotificationSnapshot summary(String userId, String kind, List<DueNotification> group, Instant now) {
        int count = group.size();
        return new NotificationSnapshot(
                NotificationIds.next(now),
                userId,
                NotificationKind.GROUPED.wireName(),
                count + (count == 1 ? " more notification" : " more notifications"),
                count + " more of the type " + kind + " can be found in the history",
                group.stream()
                        .map(DueNotification::priority)
                        .max(Comparator.naturalOrder())
                        .orElseThrow(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new MetadataBuilder()
                        .put("groupedType", kind)
                        .put("count", count)
                        .json()),
                now);
    }

    private void holdUntil(TenantId tenant, NotificationSnapshot notification, Reason reason, Instant until) {
        heldNotifications.hold(tenant, notification, reason, Optional.of(until));
        timers.set(new Timers.Key(KIND, tenant, notification.id()), until);
    }

    private static Optional<Instant> quietEnd(Optional<NotificationPreference> preference, Instant now) {
        return preference
                .flatMap(NotificationPreference::quietHours)
                .flatMap((QuietHours quiet) -> quiet.activeUntil(now));
    }
}
