package dev.carewire.notification;

import dev.carewire.cluster.Timers;
import dev.carewire.cluster.Transactions;
import dev.carewire.emit.NotificationEmit;
import dev.carewire.event.NotificationPreference;
import dev.carewire.event.NotificationPriority;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.event.QuietHours;
import dev.carewire.identity.TenantId;
import dev.carewire.notification.HoldRepository.Held;
import dev.carewire.notification.HoldRepository.Hold;
import dev.carewire.notification.HoldRepository.Reason;
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
 * Holds back what users do not want to be told, or not now, or not in such numbers; and tells later what was held for a while. What
 * must be acknowledged is never held; what is urgent is held only from those who do not want it at all.
 */
public final class Restraint implements Timers.Bell {

    /** The kind of this bell's timers. */
    public static final String KIND = "notification.held";

    /** The time over which notifications of a kind are counted, and for which a flood is held. */
    public static final Duration WINDOW = Duration.ofMinutes(1);

    private final NotificationRepository notifications;
    private final PreferenceRepository preferences;
    private final HoldRepository holds;
    private final Transactions transactions;
    private final Timers timers;
    private final NotificationEmit emit;
    private final int mostOfAKind;
    private final Clock clock;

    /**
     * Restraint for notifications of {@code notifications}.
     *
     * @param mostOfAKind how many of one kind a user is told within {@link #WINDOW}, 1 or more
     */
    public Restraint(
            NotificationRepository notifications,
            PreferenceRepository preferences,
            HoldRepository holds,
            Transactions transactions,
            Timers timers,
            NotificationEmit emit,
            int mostOfAKind,
            Clock clock) {
        this.notifications = notifications;
        this.preferences = preferences;
        this.holds = holds;
        this.transactions = transactions;
        this.timers = timers;
        this.emit = emit;
        this.mostOfAKind = mostOfAKind;
        this.clock = clock;
    }

    /** Holds a notification that this transaction added, if it is to be held; whether it is to be told. */
    boolean admits(TenantId tenant, NotificationSnapshot notification) {
        if (notification.mustAcknowledge()) {
            return true;
        }
        String user = notification.userId();
        Optional<NotificationPreference> preference = preferences.about(tenant, user, notification.kind());
        if (preference.filter(said -> !said.wants(notification.priority())).isPresent()) {
            holds.hold(tenant, notification, Reason.UNWANTED, Optional.empty());
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
        if (holds.told(tenant, user, notification.kind(), now.minus(WINDOW), mostOfAKind + 1) <= mostOfAKind) {
            return true;
        }
        Instant end = holds.flooded(tenant, user, notification.kind())
                .filter(now::isBefore)
                .orElse(now.plus(WINDOW));
        holdUntil(tenant, notification, Reason.FLOOD, end);
        return false;
    }

    @Override
    public Optional<Instant> ring(TenantId tenant, String id) {
        Optional<Hold> hold = holds.find(tenant, id);
        Instant now = clock.instant();
        hold.filter(due -> !now.isBefore(due.until()))
                .ifPresent(due -> transactions.inTransaction(() -> end(tenant, due, now)));
        return hold.map(Hold::until).filter(now::isBefore);
    }

    /** Ends all holds of a user that are due for the same reason, so that they are told in order. */
    private void end(TenantId tenant, Hold due, Instant now) {
        int mostTold = due.reason() == Reason.QUIET ? mostOfAKind : 0;
        Map<String, Integer> seen = new LinkedHashMap<>();
        List<String> released = new ArrayList<>();
        List<String> told = new ArrayList<>();
        Map<String, List<Held>> summed = new LinkedHashMap<>();
        for (Held held : holds.lockDue(tenant, due.userId(), due.reason(), now)) {
            if (!held.waiting()) {
                released.add(held.id());
            } else if (seen.merge(held.kind(), 1, Integer::sum) <= mostTold) {
                released.add(held.id());
                told.add(held.id());
            } else {
                summed.computeIfAbsent(held.kind(), kind -> new ArrayList<>()).add(held);
            }
        }
        holds.release(tenant, released);
        told.forEach(id -> notifications
                .find(tenant, due.userId(), id)
                .ifPresent(notification -> emit.sendNotification(tenant, notification.facts())));
        summed.forEach((kind, group) -> {
            holds.keep(tenant, group.stream().map(Held::id).toList());
            tell(tenant, summary(due.userId(), kind, group, now), now);
        });
    }

    /** A summary waits for the end of quiet hours that began with the flood; no other limit holds it. */
    private void tell(TenantId tenant, NotificationSnapshot summary, Instant now) {
        notifications.add(tenant, summary);
        Optional<NotificationPreference> preference = preferences.about(tenant, summary.userId(), summary.kind());
        quietEnd(preference, now)
                .ifPresentOrElse(
                        end -> holdUntil(tenant, summary, Reason.QUIET, end),
                        () -> emit.sendNotification(tenant, summary));
    }

    private static NotificationSnapshot summary(String userId, String kind, List<Held> group, Instant now) {
        int count = group.size();
        return new NotificationSnapshot(
                NotificationIds.next(now),
                userId,
                NotificationKind.GROUPED.word(),
                count + (count == 1 ? " more notification" : " more notifications"),
                count + " more of the type " + kind + " can be found in the history",
                group.stream()
                        .map(Held::priority)
                        .max(Comparator.naturalOrder())
                        .orElseThrow(),
                false,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Metadata()
                        .put("groupedType", kind)
                        .put("count", count)
                        .json()),
                now);
    }

    private void holdUntil(TenantId tenant, NotificationSnapshot notification, Reason reason, Instant until) {
        holds.hold(tenant, notification, reason, Optional.of(until));
        timers.set(new Timers.Key(KIND, tenant, notification.id()), until);
    }

    private static Optional<Instant> quietEnd(Optional<NotificationPreference> preference, Instant now) {
        return preference
                .flatMap(NotificationPreference::quietHours)
                .flatMap((QuietHours quiet) -> quiet.endingAfter(now));
    }
}
