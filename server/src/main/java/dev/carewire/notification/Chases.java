package dev.carewire.notification;

import dev.carewire.cluster.Timers;
import dev.carewire.cluster.Transactions;
import dev.carewire.emit.NotificationEmit;
import dev.carewire.event.NotificationSnapshot;
import dev.carewire.event.NotificationState;
import dev.carewire.identity.TenantId;
import dev.carewire.notification.NotificationRepository.Trace;
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
public final class Chases implements Timers.Bell {

    /** The kind of this bell's timers. */
    public static final String KIND = "notification.chase";

    /** People that one rung tells. */
    public static final int MOST_CALLED = 50;

    private static final String EXHAUSTED = "exhausted";

    private final NotificationRepository notifications;
    private final Transactions transactions;
    private final Timers timers;
    private final Duty duty;
    private final Webhook webhook;
    private final NotificationEmit emit;
    private final EscalationPolicy policy;
    private final Clock clock;

    /** Chases that follow {@code policy}. */
    public Chases(
            NotificationRepository notifications,
            Transactions transactions,
            Timers timers,
            Duty duty,
            Webhook webhook,
            NotificationEmit emit,
            EscalationPolicy policy,
            Clock clock) {
        this.notifications = notifications;
        this.transactions = transactions;
        this.timers = timers;
        this.duty = duty;
        this.webhook = webhook;
        this.emit = emit;
        this.policy = policy;
        this.clock = clock;
    }

    /** Begins to chase a notification that this transaction added. */
    void begin(TenantId tenant, String id) {
        Chase chase = new Chase(0, 0, clock.instant().plus(policy.waitAfter(0)));
        notifications.beginChase(tenant, id, chase);
        timers.set(new Timers.Key(KIND, tenant, id), chase.nextAt());
    }

    @Override
    public Optional<Instant> ring(TenantId tenant, String id) {
        Step step = transactions.inTransaction(() -> advance(tenant, id));
        step.repeated().forEach(notification -> emit.repeatNotification(tenant, notification));
        return step.nextAt();
    }

    private Step advance(TenantId tenant, String id) {
        Optional<Chase> locked = notifications.lockChase(tenant, id);
        Instant now = clock.instant();
        if (locked.isEmpty()) {
            return Step.END;
        }
        Chase chase = locked.get();
        if (now.isBefore(chase.nextAt())) {
            return new Step(Optional.of(chase.nextAt()), List.of());
        }
        List<Notification> family = notifications.family(tenant, id);
        if (chase.repeats() < policy.retries()) {
            int repeats = chase.repeats() + 1;
            Instant next = now.plus(policy.waitAfter(repeats));
            notifications.continueChase(tenant, id, new Chase(chase.rung(), repeats, next));
            return new Step(Optional.of(next), unanswered(family));
        }
        return climb(tenant, family, chase.rung() + 1, now);
    }

    /** Rungs that reach nobody are passed over at once. */
    private Step climb(TenantId tenant, List<Notification> family, int from, Instant now) {
        NotificationSnapshot origin = family.get(0).facts();
        for (int rung = from; rung <= policy.ladder().size(); rung++) {
            int reached = call(tenant, policy.ladder().get(rung - 1), family, now);
            String name = policy.ladder().get(rung - 1).name().toLowerCase(Locale.ROOT);
            notifications.trace(tenant, origin.id(), new Trace("rung-" + rung + "-" + name, reached, now));
            if (reached > 0) {
                Instant next = now.plus(policy.waitAfter(0));
                notifications.continueChase(tenant, origin.id(), new Chase(rung, 0, next));
                return new Step(Optional.of(next), List.of());
            }
        }
        notifications.trace(tenant, origin.id(), new Trace(EXHAUSTED, 0, now));
        notifications.endChase(tenant, origin.id());
        return Step.END;
    }

    private int call(TenantId tenant, EscalationPolicy.Rung rung, List<Notification> family, Instant now) {
        NotificationSnapshot origin = family.get(0).facts();
        return switch (rung) {
            case DUTY -> passOn(tenant, family, duty.onDuty(tenant, origin), now);
            case LEAD -> passOn(tenant, family, duty.leads(tenant), now);
            case WEBHOOK -> callWebhook(tenant, origin, now);
        };
    }

    private int passOn(TenantId tenant, List<Notification> family, List<String> users, Instant now) {
        Set<String> told = family.stream().map(Notification::userId).collect(Collectors.toSet());
        List<String> others = users.stream()
                .distinct()
                .filter(user -> !told.contains(user))
                .limit(MOST_CALLED)
                .toList();
        NotificationSnapshot origin = family.get(0).facts();
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

    private static List<NotificationSnapshot> unanswered(List<Notification> family) {
        return family.stream()
                .filter(notification -> notification.state() != NotificationState.ACKNOWLEDGED)
                .map(Notification::facts)
                .toList();
    }

    /** What a ring did: the time of the next one, and what is to be told again once it is committed. */
    private record Step(Optional<Instant> nextAt, List<NotificationSnapshot> repeated) {
        static final Step END = new Step(Optional.empty(), List.of());
    }
}
