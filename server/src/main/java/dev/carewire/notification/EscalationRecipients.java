package dev.carewire.notification;

import dev.carewire.cluster.Timers;
import dev.carewire.cluster.Transactions;
import dev.carewire.emit.NotificationEmit;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.identity.TenantId;
import dev.carewire.notification.EscalationPolicy.EscalationStep;
import dev.carewire.notification.OnCallStaff.OnCall;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Sends copies of an unacknowledged notification to the recipients of an escalation step. Each recipient has a nested
 * transaction, so a step skips recipients that cannot be stored. Blocks, within the transaction that locks the
 * escalation.
 */
final class EscalationRecipients {

    private final NotificationRepository notifications;
    private final Timers timers;
    private final OnCallStaff onCallStaff;
    private final Webhook webhook;
    private final NotificationEmit emit;
    private final IndependentRecipients recipients;

    EscalationRecipients(
            NotificationRepository notifications,
            Transactions transactions,
            Timers timers,
            OnCallStaff onCallStaff,
            Webhook webhook,
            NotificationEmit emit) {
        this.notifications = notifications;
        this.timers = timers;
        this.onCallStaff = onCallStaff;
        this.webhook = webhook;
        this.emit = emit;
        this.recipients = new IndependentRecipients(transactions);
    }

    /** Whether a step that reached no recipient may reach one later, because users connect. */
    static boolean mayConnect(EscalationStep step) {
        return step != EscalationStep.WEBHOOK;
    }

    /**
     * Sends to the connected recipients of a step. If there is at least one, also stores the notification for the absent
     * ones.
     *
     * <p>A connected recipient who has a copy from an earlier step counts, because the repetitions reach that user. The
     * user of the notification does not count: a step looks for further people.
     *
     * @param group the notification and its copies; their users receive no further copy
     * @return the number of connected recipients
     */
    int send(TenantId tenant, EscalationStep step, List<Notification> group, Instant now) {
        NotificationSnapshot origin = group.get(0).snapshot();
        if (step == EscalationStep.WEBHOOK) {
            return scheduleWebhookCall(tenant, origin, now);
        }
        OnCall users = users(tenant, step, origin);
        int added = sendCopies(tenant, group, users.connected(), Escalations.MAX_NOTIFIED_PER_STEP, now);
        int reached = added + countHolders(group, users.connected());
        if (reached > 0) {
            sendCopies(tenant, group, users.absent(), Escalations.MAX_NOTIFIED_PER_STEP - added, now);
        }
        return reached;
    }

    /** The number of these users who have a copy. */
    private static int countHolders(List<Notification> group, List<String> users) {
        Set<String> holders = group.stream().skip(1).map(Notification::userId).collect(Collectors.toSet());
        return (int) users.stream().filter(holders::contains).count();
    }

    /** Stores the notification for the absent recipients of a step, who read it at their next connect. */
    void storeForAbsent(TenantId tenant, EscalationStep step, List<Notification> group, Instant now) {
        NotificationSnapshot origin = group.get(0).snapshot();
        sendCopies(tenant, group, users(tenant, step, origin).absent(), Escalations.MAX_NOTIFIED_PER_STEP, now);
    }

    private OnCall users(TenantId tenant, EscalationStep step, NotificationSnapshot origin) {
        return step == EscalationStep.DUTY ? onCallStaff.onDuty(tenant, origin) : onCallStaff.clinicLeads(tenant);
    }

    private int sendCopies(TenantId tenant, List<Notification> group, List<String> users, int most, Instant now) {
        Set<String> notified = group.stream().map(Notification::userId).collect(Collectors.toSet());
        List<String> others = users.stream()
                .filter(user -> !notified.contains(user))
                .limit(most)
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
}
