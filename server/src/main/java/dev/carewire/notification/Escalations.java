package dev.carewire.notification;

import dev.carewire.cluster.Timers;
import dev.carewire.cluster.Transactions;
import dev.carewire.emit.NotificationEmit;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.event.NotificationState;
import dev.carewire.identity.TenantId;
import dev.carewire.notification.EscalationPolicy.EscalationStep;
import dev.carewire.notification.NotificationRepository.EscalationLogEntry;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Repeats unacknowledged notifications and escalates them to further recipients, step by step, until a recipient
 * acknowledges or no step is left. Each step and its effects are one transaction that locks the escalation. The stored
 * escalation decides what is due, so duplicate timers have no effect. Each recipient has a nested transaction, so a step
 * skips recipients that cannot be stored. Any thread; blocks.
 */
public final class Escalations implements Timers.TimerListener {

    /** The kind of this listener's timers. Databases hold timers of this kind, so its former name stays. */
    public static final String KIND = "notification.chase";

    /** Most users that one step notifies. */
    public static final int MAX_NOTIFIED_PER_STEP = 50;

    /** Starts a step's name in the log. Databases hold such logs, so the former name stays. */
    private static final String STEP_PREFIX = "rung-";

    private static final String EXHAUSTED = "exhausted";

    private final NotificationRepository notifications;
    private final Transactions transactions;
    private final Timers timers;
    private final OnCallStaff onCallStaff;
    private final Webhook webhook;
    private final NotificationEmit emit;
    private final IndependentRecipients recipients;
    private final EscalationPolicy policy;
    private final Clock clock;

    /** Escalates as {@code policy} states. */
    public Escalations(
            NotificationRepository notifications,
            Transactions transactions,
            Timers timers,
            OnCallStaff onCallStaff,
            Webhook webhook,
            NotificationEmit emit,
            EscalationPolicy policy,
            Clock clock) {
        this.notifications = notifications;
        this.transactions = transactions;
        this.timers = timers;
        this.onCallStaff = onCallStaff;
        this.webhook = webhook;
        this.emit = emit;
        this.recipients = new IndependentRecipients(transactions);
        this.policy = policy;
        this.clock = clock;
    }

    /** Starts the escalation of a notification, in the transaction that adds the notification. */
    void start(TenantId tenant, String id) {
        Escalation escalation = new Escalation(0, 0, clock.instant().plus(policy.retryDelay(0)));
        notifications.startEscalation(tenant, id, escalation);
        timers.set(new Timers.Key(KIND, tenant, id), escalation.nextAt());
    }

    @Override
    public Optional<Instant> onDue(TenantId tenant, String id) {
        TimerOutcome outcome = transactions.inTransaction(() -> advance(tenant, id));
        outcome.toRepeat().forEach(notification -> emit.repeatNotification(tenant, notification));
        return outcome.nextAt();
    }

    private TimerOutcome advance(TenantId tenant, String id) {
        Optional<Escalation> locked = notifications.lockEscalation(tenant, id);
        Instant now = clock.instant();
        if (locked.isEmpty()) {
            return TimerOutcome.END;
        }
        Escalation escalation = locked.get();
        if (now.isBefore(escalation.nextAt())) {
            return TimerOutcome.at(escalation.nextAt());
        }
        List<Notification> group = notifications.escalationGroup(tenant, id);
        if (escalation.repeats() < policy.retries()) {
            int repeats = escalation.repeats() + 1;
            Instant next = now.plus(policy.retryDelay(repeats));
            notifications.updateEscalation(tenant, id, new Escalation(escalation.stepNumber(), repeats, next));
            return new TimerOutcome(Optional.of(next), unacknowledged(group));
        }
        return escalate(tenant, group, escalation.stepNumber() + 1, now);
    }

    /** Continues with the first step from {@code from} on that reaches a recipient, and logs those that do not. */
    private TimerOutcome escalate(TenantId tenant, List<Notification> group, int from, Instant now) {
        NotificationSnapshot origin = group.get(0).snapshot();
        for (int number = from; number <= policy.steps().size(); number++) {
            EscalationStep step = policy.steps().get(number - 1);
            int reached = notifyStep(tenant, step, group, now);
            String name = STEP_PREFIX + number + "-" + step.name().toLowerCase(Locale.ROOT);
            notifications.appendEscalationLog(tenant, origin.id(), new EscalationLogEntry(name, reached, now));
            if (reached > 0) {
                Instant next = now.plus(policy.retryDelay(0));
                notifications.updateEscalation(tenant, origin.id(), new Escalation(number, 0, next));
                return TimerOutcome.at(next);
            }
        }
        notifications.appendEscalationLog(tenant, origin.id(), new EscalationLogEntry(EXHAUSTED, 0, now));
        notifications.endEscalation(tenant, origin.id());
        return TimerOutcome.END;
    }

    /** Returns the number of recipients. */
    private int notifyStep(TenantId tenant, EscalationStep step, List<Notification> group, Instant now) {
        NotificationSnapshot origin = group.get(0).snapshot();
        return switch (step) {
            case DUTY -> notifyUsers(tenant, group, onCallStaff.onDuty(tenant, origin), now);
            case LEAD -> notifyUsers(tenant, group, onCallStaff.clinicLeads(tenant), now);
            case WEBHOOK -> scheduleWebhookCall(tenant, origin, now);
        };
    }

    private int notifyUsers(TenantId tenant, List<Notification> group, List<String> users, Instant now) {
        Set<String> notified = group.stream().map(Notification::userId).collect(Collectors.toSet());
        List<String> others = users.stream()
                .distinct()
                .filter(user -> !notified.contains(user))
                .limit(MAX_NOTIFIED_PER_STEP)
                .toList();
        NotificationSnapshot origin = group.get(0).snapshot();
        return recipients.sendToEach(tenant, others, user -> sendCopy(tenant, origin, user, now));
    }

    private void sendCopy(TenantId tenant, NotificationSnapshot origin, String user, Instant now) {
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

    /** Leaves the call to a timer, because a transaction must not wait for the webhook. */
    private int scheduleWebhookCall(TenantId tenant, NotificationSnapshot origin, Instant now) {
        if (!webhook.isConfigured()) {
            return 0;
        }
        timers.set(new Timers.Key(WebhookCalls.KIND, tenant, origin.id()), now);
        return 1;
    }

    private static List<NotificationSnapshot> unacknowledged(List<Notification> group) {
        return group.stream()
                .filter(notification -> notification.state() != NotificationState.ACKNOWLEDGED)
                .map(Notification::snapshot)
                .toList();
    }

    /** The outcome of a timer: its next time, and the notifications to repeat after the commit. */
    private record TimerOutcome(Optional<Instant> nextAt, List<NotificationSnapshot> toRepeat) {
        static final TimerOutcome END = new TimerOutcome(Optional.empty(), List.of());

        static TimerOutcome at(Instant next) {
            return new TimerOutcome(Optional.of(next), List.of());
        }
    }
}
