package dev.carewire.notification;

import dev.carewire.cluster.Timers;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.event.NotificationState;
import dev.carewire.identity.TenantId;
import dev.carewire.notification.NotificationRepository.Trace;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Tells the webhook of what nobody acknowledged, outside of any transaction, again after failures, and never more than
 * {@value #MOST_AT_ONCE} at a time on a node: one that hangs keeps the other timers their threads.
 */
public final class WebhookCalls implements Timers.Bell {

    /** The kind of this bell's timers. */
    public static final String KIND = "notification.webhook";

    /** Calls that a node makes at a time. */
    public static final int MOST_AT_ONCE = 2;

    /** Calls after which it is given up. */
    public static final int MOST_CALLS = 8;

    private static final Duration WHILE_BUSY = Duration.ofSeconds(2);
    private static final String SENT = "webhook-sent";
    private static final String FAILED = "webhook-failed-";

    private final NotificationRepository notifications;
    private final Webhook webhook;
    private final EscalationPolicy policy;
    private final Clock clock;
    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    /** Calls that are made again after the waits of {@code policy}. */
    public WebhookCalls(NotificationRepository notifications, Webhook webhook, EscalationPolicy policy, Clock clock) {
        this.notifications = notifications;
        this.webhook = webhook;
        this.policy = policy;
        this.clock = clock;
    }

    @Override
    public Optional<Instant> ring(TenantId tenant, String id) {
        Optional<Notification> origin =
                notifications.family(tenant, id).stream().findFirst();
        List<Trace> traces = notifications.traces(tenant, id);
        int failures = (int)
                traces.stream().filter(trace -> trace.step().startsWith(FAILED)).count();
        boolean over = failures >= MOST_CALLS
                || traces.stream().anyMatch(trace -> trace.step().equals(SENT));
        if (over
                || origin.filter(one -> one.state() != NotificationState.ACKNOWLEDGED)
                        .isEmpty()) {
            return Optional.empty();
        }
        if (!places.tryAcquire()) {
            return Optional.of(clock.instant().plus(WHILE_BUSY));
        }
        try {
            return call(tenant, origin.get().facts(), failures + 1);
        } finally {
            places.release();
        }
    }

    private Optional<Instant> call(TenantId tenant, NotificationSnapshot origin, int call) {
        boolean confirmed = webhook.call(new Webhook.Unanswered(
                tenant, origin.id(), origin.userId(), origin.kind(), origin.priority(), origin.createdAt()));
        Instant now = clock.instant();
        notifications.trace(tenant, origin.id(), new Trace(confirmed ? SENT : FAILED + call, confirmed ? 1 : 0, now));
        return confirmed || call == MOST_CALLS ? Optional.empty() : Optional.of(now.plus(policy.waitAfter(call)));
    }
}
