package dev.carewire.notification;

import dev.carewire.cluster.Timers;
import dev.carewire.cluster.Transactions;
import dev.carewire.emit.NotificationEmit;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.event.NotificationState;
import dev.carewire.identity.TenantId;
import dev.carewire.notification.NotificationRepository.EscalationLogEntry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Repeats what must be acknowledged and passes it on, rung by rung, until somebody acknowledges it or the ladder ends. Each step and
 * what it causes is one transaction under the lock of the chase's row, which says what is due: a timer that rings twice finds
 * nothing to do.
 */
public final class Escalations implements Timers.TimerListener {

    /** The kind of this bell's timers. */
    public static final String KIND = "notification.chase";

    /** People that one rung tells. */
    public static final int MAX_NOTIFIED_PER_STEP = 50;

    private static final String EXHAUSTED = "exhausted";

    private final NotificationRepository notifications;
    private final Transactions transactions;
    private final Timers timers;
    private final OnCallStaff onCallStaff;
    private final Webhook webhook;
    private final NotificationEmit emit;
    private final EscalationPolicy policy;
    private final Clock clock;

    /** Chases that follow {@code policy}. */
    public Escalations(
            NotificationRepository notifications,
            Transactions transactions,
            Timers timers,
            OnCallStaff duty,
            Webhook webhook,
            NotificationEmit emit,
            EscalationPolicy policy,
            Clock clock) {
        this.notifications = notifications;
        this.transactions = transactions;
        this.timers = timers;
        this.onCallStaff = duty;
        this.webhook = webhook;
        this.emit = emit;
        this.policy = policy;
        this.clock = clock;
    }

    /** Begins to chase a notification that this transaction added. */
    void start(TenantId tenant, String id) {
        Escalation chase = new Escalation(0, 0, clock.instant().plus(policy.retryDelay(0)));
        notifications.startEscalation(tenant, id, chase);
        timers.set(new Timers.Key(KIND, tenant, id), chase.nextAt());
    }

    @Override
    public Optional<Instant> onDue(TenantId tenant, String id) {
        TimerOutcome step = transactions.inTransaction(() -> advance(tenant, id));
        step.toRepeat().forEach(notification -> emit.repeatNotification(tenant, notification));
        return step.nextAt();
    }

    private TimerOutcome advance(TenantId tenant, String id) {
        Optional<Escalation> locked = notifications.lockEscalation(tenant, id);
        Instant now = clock.instant();
        if (locked.isEmpty()) {
            return TimerOutcome.END;
        }
        Escalation chase = locked.get();
        if (now.isBefore(chase.nextAt())) {
            return new TimerOutcome(Optional.of(chase.nextAt()), List.of());
        }
        List<Notification> family = notifications.escalationGroup(tenant, id);
        if (chase.repeats() < policy.retries()) {
            int repeats = chase.repeats() + 1;
            Instant next = now.plus(policy.retryDelay(repeats));
            notifications.updateEscalation(tenant, id, new Escalation(chase.stepNumber(), repeats, next));
            return new TimerOutcome(Optional.of(next), unacknowledged(family));
        }
        return escalate(tenant, family, chase.stepNumber() + 1, now);
    }

    /** Rungs that reach nobody are passed over at once. */
    private TimerOutcome escalate(TenantId tenant, List<Notification> family, int from, Instant now) {
        NotificationSnapshot origin = family.get(0).snapshot();
        for (int rung = from; rung <= policy.steps().size(); rung++) {
            int reached = notifyStep(tenant, policy.steps().get(rung - 1), family, now);
            String name = policy.steps().get(rung - 1).name().toLowerCase(Locale.ROOT);
            notifications.appendEscalationLog(
                    tenant, origin.id(), new EscalationLogEntry("rung-" + rung + "-" + name, reached, now));
            if (reached > 0) {
                Instant next = now.plus(policy.retryDelay(0));
                notifications.updateEscalation(tenant, origin.id(), new Escalation(rung, 0, next));
                return new TimerOutcome(Optional.of(next), List.of());
            }
        }
        notifications.appendEscalationLog(tenant, origin.id(), new EscalationLogEntry(EXHAUSTED, 0, now));
        notifications.endEscalation(tenant, origin.id());
        return TimerOutcome.END;
    }

    private int notifyStep(
            TenantId tenant, EscalationPolicy.EscalationStep rung, List<Notification> family, Instant now) {
        NotificationSnapshot origin = family.get(0).snapshot();
        return switch (rung) {
            case DUTY -> notifyUsers(tenant, family, onCallStaff.onDuty(tenant, origin), now);
            case LEAD -> notifyUsers(tenant, family, onCallStaff.clinicLeads(tenant), now);
            case WEBHOOK -> callWebhook(tenant, origin, now);
        };
    }

    private int notifyUsers(TenantId tenant, List<Notification> family, List<String> users, Instant now) {
        Set<String> told = family.stream().map(Notification::userId).collect(Collectors.toSet());
        List<String> others = users.stream()
                .distinct()
                .filter(user -> !told.contains(user))
                .limit(MAX_NOTIFIED_PER_STEP)
                .toList();
        NotificationSnapshot origin = family.get(0).snapshot();
        for (String user : others) {
            NotificationSnapshot copy = new NotificationSnapshot(
                    NotificationIds.next(now),
                    user,
                    origin.kind(),
                    origin.title(),
                    origin.message(),
                    origin.priority(),
                    true,
                    origin.relatedKind(),
                    origin.relatedId(),
                    origin.actionUrl(),
                    Optional.of(origin.id()),
                    origin.metadata(),
                    now);
            notifications.add(tenant, copy);
            emit.sendNotification(tenant, copy);
        }
        return others.size();
    }

    private int callWebhook(TenantId tenant, NotificationSnapshot origin, Instant now) {
        if (!webhook.isConfigured()) {
            return 0;
        }
        timers.set(new Timers.Key(WebhookCalls.KIND, tenant, origin.id()), now);
        return 1;
    }

    private static List<NotificationSnapshot> unacknowledged(List<Notification> family) {
        return family.stream()
                .filter(notification -> notification.state() != NotificationState.ACKNOWLEDGED)
                .map(Notification::snapshot)
                .toList();
    }

    /** What a ring did: the time of the next one, and what is to be told again once it is committed. */
    private record TimerOutcome(Optional<Instant> nextAt, List<NotificationSnapshot> toRepeat) {
        static final TimerOutcome END = new TimerOutcome(Optional.empty(), List.of());
    }
}
