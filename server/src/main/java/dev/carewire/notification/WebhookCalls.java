package dev.carewire.notification;

import dev.carewire.cluster.Timers;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.event.NotificationState;
import dev.carewire.identity.TenantId;
import dev.carewire.notification.NotificationRepository.EscalationLogEntry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Calls the webhook about unacknowledged notifications, outside of any transaction, and retries failures. A node makes
 * at most {@value #MAX_CONCURRENT_CALLS} calls at a time, so that a hanging webhook leaves threads for other timers.
 */
public final class WebhookCalls implements Timers.TimerListener {

    /** The kind of this listener's timers. */
    public static final String KIND = "notification.webhook";

    /** Most concurrent calls of a node. */
    public static final int MAX_CONCURRENT_CALLS = 2;

    /** Most calls about one notification. */
    public static final int MAX_ATTEMPTS = 8;

    private static final Duration BUSY_RETRY_DELAY = Duration.ofSeconds(2);
    private static final String SENT = "webhook-sent";
    private static final String FAILED = "webhook-failed-";

    private final NotificationRepository notifications;
    private final Webhook webhook;
    private final EscalationPolicy policy;
    private final Clock clock;
    private final Semaphore permits = new Semaphore(MAX_CONCURRENT_CALLS);

    /** Calls that are retried after the delays of {@code policy}. */
    public WebhookCalls(NotificationRepository notifications, Webhook webhook, EscalationPolicy policy, Clock clock) {
        this.notifications = notifications;
        this.webhook = webhook;
        this.policy = policy;
        this.clock = clock;
    }

    @Override
    public Optional<Instant> onDue(TenantId tenant, String id) {
        Optional<Notification> origin =
                notifications.escalationGroup(tenant, id).stream().findFirst();
        List<EscalationLogEntry> log = notifications.escalationLog(tenant, id);
        int failures = (int)
                log.stream().filter(entry -> entry.step().startsWith(FAILED)).count();
        boolean done = failures >= MAX_ATTEMPTS
                || log.stream().anyMatch(entry -> entry.step().equals(SENT));
        if (done
                || origin.filter(one -> one.state() != NotificationState.ACKNOWLEDGED)
                        .isEmpty()) {
            return Optional.empty();
        }
        if (!permits.tryAcquire()) {
            return Optional.of(clock.instant().plus(BUSY_RETRY_DELAY));
        }
        try {
            return call(tenant, origin.get().snapshot(), failures + 1);
        } finally {
            permits.release();
        }
    }

    private Optional<Instant> call(TenantId tenant, NotificationSnapshot origin, int call) {
        boolean confirmed = webhook.call(new Webhook.UnacknowledgedNotification(
                tenant, origin.id(), origin.userId(), origin.kind(), origin.priority(), origin.createdAt()));
        Instant now = clock.instant();
        notifications.appendEscalationLog(
                tenant, origin.id(), new EscalationLogEntry(confirmed ? SENT : FAILED + call, confirmed ? 1 : 0, now));
        return confirmed || call == MAX_ATTEMPTS ? Optional.empty() : Optional.of(now.plus(policy.retryDelay(call)));
    }
}
